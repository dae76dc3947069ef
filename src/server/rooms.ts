import { acceptanceRoom } from '../modules/acceptance/http.ts'
import { assetRoom } from '../modules/asset/http.ts'
import { attestRoom } from '../modules/attest/http.ts'
import { exportRoom } from '../modules/export/http.ts'
import { fundRoom } from '../modules/fund/http.ts'
import { governanceRoom } from '../modules/governance/http.ts'
import { identityRoom } from '../modules/identity/http.ts'
import { inspectionExportables, inspectionProofs, inspectionRoom } from '../modules/inspection/http.ts'
import { logisticsRoom } from '../modules/logistics/http.ts'
import { marketExportables, marketRoom } from '../modules/market/http.ts'
import { orderTrails } from '../modules/market/public.ts'
import { noticeRoom } from '../modules/notice/http.ts'
import { partyExportables, partyRoom } from '../modules/party/http.ts'
import { planRoom } from '../modules/plan/http.ts'
import { projectExportables, projectRoom } from '../modules/project/http.ts'
import { lockedFigures, reportExportables, reportRoom } from '../modules/report/http.ts'
import { statisticsExportables, statisticsRoom } from '../modules/statistics/http.ts'
import { subsidyRoom } from '../modules/subsidy/http.ts'
import { traceExportables, traceRoom } from '../modules/trace/http.ts'
import type { Room } from '../platform/room.ts'

/** What stands locked in a report: the board shows it and never calls upwards. */
const figuresAbove = { locked: [lockedFigures] }

/** The rooms in use, ground first. */
export const rooms: readonly Room[] = [
  identityRoom,
  attestRoom,
  exportRoom([
    ...partyExportables,
    ...traceExportables,
    ...inspectionExportables,
    ...marketExportables,
    ...projectExportables,
    ...statisticsExportables(figuresAbove),
    ...reportExportables,
  ]),
  planRoom,
  governanceRoom(() => rooms),
  noticeRoom,
  partyRoom,
  // What rooms above know of a lot's tests and of an order: the trace shows it and never calls upwards.
  traceRoom({ proofs: [inspectionProofs], orders: [orderTrails] }),
  inspectionRoom,
  marketRoom,
  logisticsRoom,
  fundRoom,
  assetRoom,
  projectRoom,
  subsidyRoom,
  statisticsRoom(figuresAbove),
  reportRoom,
  acceptanceRoom,
]
