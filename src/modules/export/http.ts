import { route } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import type { Exportable } from './app/exportable.ts'
import { makeJob } from './app/make-export.ts'
import { downloadExportIn, getExportIn, listExportsIn, listHeldIn } from './app/own-exports.ts'
import { releaseExportIn } from './app/release-export.ts'
import { exportWaits } from './app/waits.ts'
import {
  downloadExport,
  exportGrants,
  getExport,
  listExports,
  listHeld,
  releaseExport,
} from './contract/index.ts'

/** What all rooms let out passes here. */
export function exportRoom(exportables: readonly Exportable[]): Room {
  const known = new Map<string, Exportable>(exportables.map((one) => [one.kind, one]))
  if (known.size !== exportables.length) throw new Error('two exportables of one kind')
  return {
    name: 'export',
    waits: exportWaits,
    grants: exportGrants,
    jobs: [makeJob(known)],
    routes: [
      route(listExports, 'export', listExportsIn(known)),
      route(getExport, 'export', getExportIn(known)),
      route(downloadExport, 'export', downloadExportIn(known)),
      route(listHeld, 'export', listHeldIn(known)),
      route(releaseExport, 'export', releaseExportIn),
    ],
  }
}
