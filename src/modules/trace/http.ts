import { route, routeAlone } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import { deriveLotsIn, drawLotIn } from './app/derive-lots.ts'
import { fieldPlotsIn } from './app/field-plots.ts'
import { harvestIn } from './app/harvest.ts'
import { addItemIn, listItemsIn } from './app/items.ts'
import { labelJob } from './app/label-job.ts'
import { labelSheetIn } from './app/label-sheet.ts'
import { getLabelRunIn, issueLabelsIn } from './app/labels.ts'
import { getLotIn, listLotsIn } from './app/lots.ts'
import { addPhotoIn, seePhotoIn } from './app/photos.ts'
import { receiveEntryIn } from './app/receive-entry.ts'
import { recordStepIn } from './app/record-step.ts'
import { linkOptionsIn, resolveLinkIn, resolverDescriptionIn } from './app/resolve-link.ts'
import { scanPageIn, scanPhotoIn } from './app/scan.ts'
import { getSeasonIn, listSeasonsIn, openSeasonIn } from './app/seasons.ts'
import { superviseIn } from './app/supervise.ts'
import * as trace from './contract/index.ts'

export const traceRoom: Room = {
  name: 'trace',
  grants: trace.traceGrants,
  jobs: [labelJob],
  consumers: [],
  routes: [
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
    route(trace.issueLabels, 'trace', issueLabelsIn),
    route(trace.getLabelRun, 'trace', getLabelRunIn),
    route(trace.labelSheet, 'trace', labelSheetIn),
    route(trace.supervise, 'trace', superviseIn),
    routeAlone(trace.resolveLink, 'trace', resolveLinkIn),
    routeAlone(trace.linkOptions, 'trace', linkOptionsIn),
    routeAlone(trace.resolverDescription, 'trace', resolverDescriptionIn),
    routeAlone(trace.scanPage, 'trace', scanPageIn),
    routeAlone(trace.scanPhoto, 'trace', scanPhotoIn),
  ],
}
