import type { Endpoint } from '../../src/kernel/endpoint.ts'
import { downloadExport } from '../../src/modules/export/contract/index.ts'
import { runOneJob } from '../../src/platform/work/jobs.ts'
import { rooms } from '../../src/server/rooms.ts'
import type { Asked, Asking, asking } from './asking.ts'
import type { TestServer } from './server-over.ts'

const kinds = rooms.flatMap((room) => room.jobs ?? []).filter(({ kind }) => kind === 'export.make')

/** Makes the files that were asked for in an e-town. */
export async function makeExports(server: Pick<TestServer, 'house'>, etown = 1): Promise<void> {
  while (await runOneJob(server.house, etown, kinds, new AbortController().signal));
}

/** Asks for an export, lets it be made, and downloads it: what somebody does who needs nobody's release. */
export const exporting =
  (server: Pick<TestServer, 'house'>, ask: ReturnType<typeof asking>, etown = 1) =>
  async (endpoint: Endpoint, asked: Asking): Promise<Asked<Endpoint> & { readonly id: string }> => {
    const { answer, refused, status } = await ask(endpoint, asked)
    if (status !== 200) throw new Error(JSON.stringify(refused))
    const id = (answer as { export: string }).export
    await makeExports(server, etown)
    return { id, ...(await ask(downloadExport, { params: { export: id }, body: {} })) }
  }
