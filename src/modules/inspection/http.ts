import { type Route, route, routeAlone } from '#platform/http/route'
import type { Room } from '#platform/room'
import {
  collectCertificateIn,
  getCertificateIn,
  listCertificatesIn,
  listIncomingIn,
  voidCertificateIn,
} from './app/certificates.ts'
import { checkLotIn } from './app/check-lot.ts'
import { exportInspectionsIn } from './app/export-inspections.ts'
import { importLinesIn, sendLinesIn } from './app/intake.ts'
import { issueBuyerCertificateIn, issueCertificateIn } from './app/issue.ts'
import {
  addInstrumentIn,
  addReagentIn,
  calibrateIn,
  enterBlankIn,
  listLinesIn,
  readDeskIn,
  readMonthsIn,
} from './app/lab-desk.ts'
import { bringFileIn, enterLabResultIn, readFileIn } from './app/lab-results.ts'
import { importLimitsIn, listLimitsIn } from './app/limits.ts'
import { askReinspectionIn, listAlertsIn, seeAlertIn, tellResultIn } from './app/positives.ts'
import { printLabelsIn } from './app/print-labels.ts'
import { proofPageIn } from './app/proof-page.ts'
import { numberPageIn, queryPageIn, sharingCardIn } from './app/public-page.ts'
import { giveLineIn, recordRunIn } from './app/record-run.ts'
import { readRegistryIn } from './app/registry.ts'
import { reviewSampleIn } from './app/review.ts'
import { getSampleIn, listSamplesIn } from './app/samples.ts'
import { addPlanIn, addTaskIn, listPlansIn, takeSampleIn } from './app/tasks.ts'
import { inspectionWaits } from './app/waits.ts'
import * as inspection from './contract/index.ts'

export { inspectionExportables } from './app/export-inspections.ts'
export { inspectionProofs } from './app/proofs.ts'

const testing: readonly Route[] = [
  route(inspection.readRegistry, 'inspection', readRegistryIn),
  route(inspection.listPlans, 'inspection', listPlansIn),
  route(inspection.addPlan, 'inspection', addPlanIn),
  route(inspection.addTask, 'inspection', addTaskIn),
  route(inspection.takeSample, 'inspection', takeSampleIn),
  route(inspection.listSamples, 'inspection', listSamplesIn),
  route(inspection.getSample, 'inspection', getSampleIn),
  route(inspection.recordRun, 'inspection', recordRunIn),
  route(inspection.giveLine, 'inspection', giveLineIn),
  route(inspection.reviewSample, 'inspection', reviewSampleIn),
  route(inspection.bringFile, 'inspection', bringFileIn),
  route(inspection.readFile, 'inspection', readFileIn),
  route(inspection.enterLabResult, 'inspection', enterLabResultIn),
  route(inspection.listAlerts, 'inspection', listAlertsIn),
  route(inspection.seeAlert, 'inspection', seeAlertIn),
  route(inspection.tellResult, 'inspection', tellResultIn),
  route(inspection.askReinspection, 'inspection', askReinspectionIn),
]

const laboratory: readonly Route[] = [
  route(inspection.readDesk, 'inspection', readDeskIn),
  route(inspection.addInstrument, 'inspection', addInstrumentIn),
  route(inspection.calibrate, 'inspection', calibrateIn),
  route(inspection.enterBlank, 'inspection', enterBlankIn),
  route(inspection.addReagent, 'inspection', addReagentIn),
  route(inspection.sendLines, 'inspection', sendLinesIn),
  route(inspection.importLines, 'inspection', importLinesIn),
  route(inspection.listLines, 'inspection', listLinesIn),
  route(inspection.readMonths, 'inspection', readMonthsIn),
  route(inspection.exportInspections, 'inspection', exportInspectionsIn),
  route(inspection.listLimits, 'inspection', listLimitsIn),
  route(inspection.importLimits, 'inspection', importLimitsIn),
]

const certificates: readonly Route[] = [
  route(inspection.checkLot, 'inspection', checkLotIn),
  route(inspection.listCertificates, 'inspection', listCertificatesIn),
  route(inspection.getCertificate, 'inspection', getCertificateIn),
  route(inspection.issueCertificate, 'inspection', issueCertificateIn),
  route(inspection.issueBuyerCertificate, 'inspection', issueBuyerCertificateIn),
  route(inspection.voidCertificate, 'inspection', voidCertificateIn),
  route(inspection.listIncoming, 'inspection', listIncomingIn),
  route(inspection.collectCertificate, 'inspection', collectCertificateIn),
  route(inspection.printLabels, 'inspection', printLabelsIn),
  routeAlone(inspection.queryPage, 'inspection', queryPageIn),
  routeAlone(inspection.numberPage, 'inspection', numberPageIn),
  routeAlone(inspection.proofPage, 'inspection', proofPageIn),
  routeAlone(inspection.sharingCard, 'inspection', sharingCardIn),
]

export const inspectionRoom: Room = {
  name: 'inspection',
  waits: inspectionWaits,
  grants: inspection.inspectionGrants,
  routes: [...testing, ...laboratory, ...certificates],
}
