import { z } from 'zod'
import { endpoint } from '../../src/kernel/endpoint.ts'
import { granted, refusal, refused } from '../../src/kernel/refusal.ts'
import { zDay, zPage, zPageOf } from '../../src/kernel/wire.ts'
import { route } from '../../src/platform/http/route.ts'
import type { Room } from '../../src/platform/room.ts'

const at = '/api/etowns/:etown/echoes'
const refusals = {
  'echo.bad': { status: 409, zh: '“text”里有坏字，请换一个。', en: 'text holds a bad word.' },
} as const

export const makeEcho = endpoint({
  id: 'echo.make',
  method: 'POST',
  path: at,
  may: 'echo.make',
  summary: { zh: '回声', en: 'Echo' },
  body: z.strictObject({ text: z.string().min(1), day: zDay }),
  answer: z.object({ text: z.string(), day: zDay, made: z.int() }),
  refusals,
})
export const seeEcho = endpoint({
  id: 'echo.see',
  method: 'GET',
  path: `${at}/:echo`,
  may: 'public',
  summary: { zh: '看回声', en: 'See an echo' },
  params: z.strictObject({ echo: z.string() }),
  answer: z.object({ echo: z.string() }),
})
export const listEchoes = endpoint({
  id: 'echo.list',
  method: 'GET',
  path: at,
  may: 'public',
  summary: { zh: '回声列表', en: 'List echoes' },
  query: zPage.extend({ like: z.string().optional() }),
  answer: zPageOf(z.object({ text: z.string() })),
})
export const sendEcho = endpoint({
  id: 'echo.send',
  method: 'POST',
  path: `${at}/file`,
  may: 'echo.make',
  summary: { zh: '上传', en: 'Upload' },
  takes: 'stream',
  accepts: ['table'],
  answer: z.object({ name: z.string(), sha256: z.string() }),
})
export const fetchEcho = endpoint({
  id: 'echo.fetch',
  method: 'GET',
  path: `${at}/file`,
  may: 'public',
  summary: { zh: '下载', en: 'Download' },
  query: z.strictObject({ name: z.string() }),
  answer: z.object({}),
  sends: 'file',
})

/** A room that answers what it was told, for the tests of whoever asks. A request with the header `x-role` has it. */
export function echoRoom(): Room {
  let made = 0
  return {
    name: 'echo',
    grants: { 'echo.make': { zh: '回声', roles: ['clerk'] } },
    authenticate: () => async (request) => {
      const role = request.headers['x-role']
      if (typeof role !== 'string') return undefined
      const towns = new Map([[1, { roles: [role], department: undefined, party: undefined }]])
      return { account: '7', name: '甲', session: 's', houseRoles: [], secondFactor: false, towns }
    },
    routes: [
      route(makeEcho, 'platform', async ({ body }) => {
        if (body.text === '坏') return refused(refusal(refusals, 'echo.bad', {}, '/text'))
        made += 1
        return granted({ ...body, made })
      }),
      route(seeEcho, 'platform', async ({ params }) => granted({ echo: params.echo })),
      route(listEchoes, 'platform', async ({ query }) =>
        granted({ items: [{ text: `${query.like ?? ''}/${query.limit ?? ''}` }], total: 1 }),
      ),
      route(sendEcho, 'platform', async ({ file }) =>
        granted({ name: file?.name ?? '', sha256: file?.sha256 ?? '' }),
      ),
      {
        endpoint: fetchEcho,
        handle: async (call) => {
          const { name } = z.object({ name: z.string() }).parse(call.query)
          return granted({ name, media: 'text/csv', content: Buffer.from('名称\n') })
        },
      },
    ],
  }
}
