import { route } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import { deliverJob, queueDeliveries } from './app/deliver.ts'
import { epcisRoutes } from './app/epcis-routes.ts'
import { exportTraceIn, flowExport, recordExport } from './app/export-trace.ts'
import { itemTraceIn } from './app/item-trace.ts'
import { labelJob } from './app/label-job.ts'
import { lotRoutes } from './app/lot-routes.ts'
import { recallNoticesIn } from './app/recall-notices.ts'
import { closeRecallIn, getRecallIn, listRecallsIn, openRecallIn, recallListIn } from './app/recalls.ts'
import type { TraceSeams } from './app/seams.ts'
import { whereNowIn } from './app/where-now.ts'
import * as trace from './contract/index.ts'

export const traceExportables = [flowExport, recordExport]

export const traceRoom = (seams: TraceSeams): Room => ({
  name: 'trace',
  grants: trace.traceGrants,
  jobs: [labelJob, deliverJob],
  consumers: [queueDeliveries],
  routes: [
    ...epcisRoutes,
    ...lotRoutes(seams),
    route(trace.openRecall, 'trace', (call) => openRecallIn(call, seams)),
    route(trace.listRecalls, 'trace', listRecallsIn),
    route(trace.getRecall, 'trace', getRecallIn),
    route(trace.recallList, 'trace', (call) => recallListIn(call, seams)),
    route(trace.recallNotices, 'trace', (call) => recallNoticesIn(call, seams)),
    route(trace.closeRecall, 'trace', closeRecallIn),
    route(trace.exportTrace, 'trace', exportTraceIn),
    route(trace.whereNow, 'trace', whereNowIn),
    route(trace.itemTrace, 'trace', itemTraceIn),
  ],
})
