import { type Route, route, routeAlone } from '../../../platform/http/route.ts'
import * as trace from '../contract/index.ts'
import { deriveLotsIn } from './derive-lots.ts'
import { dispatchPacksIn, drawLotIn, listDispatchesIn, revealBuyerIn } from './dispatch.ts'
import { fieldPlotsIn } from './field-plots.ts'
import { harvestIn } from './harvest.ts'
import { addItemIn, listItemsIn } from './items.ts'
import { labelSheetIn } from './label-sheet.ts'
import { getLabelRunIn, issueLabelsIn } from './labels.ts'
import { getLotIn, listLotsIn } from './lots.ts'
import { addPhotoIn, seePhotoIn } from './photos.ts'
import { buyLotIn } from './purchases.ts'
import { receiveEntryIn } from './receive-entry.ts'
import { recordStepIn } from './record-step.ts'
import { linkOptionsIn, resolveLinkIn, resolveOtherIn, resolverDescriptionIn } from './resolve-link.ts'
import { scanPageIn } from './scan.ts'
import { scanPhotoIn } from './scan-photo.ts'
import { scanPlaceIn, scanPlaceScriptIn } from './scan-place.ts'
import { scanProofIn } from './scan-proof.ts'
import type { TraceSeams } from './seams.ts'
import { getSeasonIn, listSeasonsIn, openSeasonIn } from './seasons.ts'
import { listSubjectCodesIn, setSubjectCodeIn } from './subject-codes.ts'
import { bringFindingIn, openFindingIn, superviseIn } from './supervise.ts'

/** Products, seasons, records, lots, labels, supervision; and what a phone meets. */
export const lotRoutes = (seams: TraceSeams): readonly Route[] => [
  route(trace.listItems, 'trace', listItemsIn),
  route(trace.addItem, 'trace', addItemIn),
  route(trace.listSeasons, 'trace', listSeasonsIn),
  route(trace.openSeason, 'trace', openSeasonIn),
  route(trace.getSeason, 'trace', getSeasonIn),
  route(trace.recordStep, 'trace', recordStepIn),
  route(trace.recordFieldEntry, 'trace', receiveEntryIn),
  route(trace.fieldPlots, 'trace', fieldPlotsIn),
  route(trace.addPhoto, 'trace', addPhotoIn),
  route(trace.seePhoto, 'trace', seePhotoIn),
  route(trace.harvest, 'trace', harvestIn),
  route(trace.listLots, 'trace', listLotsIn),
  route(trace.getLot, 'trace', getLotIn),
  route(trace.deriveLots, 'trace', deriveLotsIn),
  route(trace.drawLot, 'trace', drawLotIn),
  route(trace.dispatchPacks, 'trace', dispatchPacksIn),
  route(trace.listDispatches, 'trace', listDispatchesIn),
  route(trace.revealBuyer, 'trace', revealBuyerIn),
  route(trace.buyLot, 'trace', buyLotIn),
  route(trace.listSubjectCodes, 'trace', listSubjectCodesIn),
  route(trace.setSubjectCode, 'trace', setSubjectCodeIn),
  route(trace.issueLabels, 'trace', issueLabelsIn),
  route(trace.getLabelRun, 'trace', getLabelRunIn),
  route(trace.labelSheet, 'trace', labelSheetIn),
  route(trace.supervise, 'trace', superviseIn),
  route(trace.bringFinding, 'trace', bringFindingIn),
  route(trace.openFinding, 'trace', openFindingIn),
  routeAlone(trace.resolveLink, 'trace', resolveLinkIn),
  ...trace.resolveOthers.map((endpoint) => routeAlone(endpoint, 'trace', resolveOtherIn)),
  routeAlone(trace.linkOptions, 'trace', linkOptionsIn),
  routeAlone(trace.resolverDescription, 'trace', resolverDescriptionIn),
  routeAlone(trace.scanPage, 'trace', (call) => scanPageIn(call, seams)),
  routeAlone(trace.scanProof, 'trace', scanProofIn),
  routeAlone(trace.scanPlace, 'trace', scanPlaceIn),
  routeAlone(trace.scanPlaceScript, 'trace', scanPlaceScriptIn),
  routeAlone(trace.scanPhoto, 'trace', (call) => scanPhotoIn(call, seams)),
]
