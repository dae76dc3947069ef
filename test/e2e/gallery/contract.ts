import { z } from 'zod'
import { endpoint } from '../../../src/kernel/endpoint.ts'
import { zDay, zFen, zPage, zPageOf } from '../../../src/kernel/wire.ts'

/** Endpoints no room has: what the gallery's pages ask, answered by answers.ts. */
export const listThings = endpoint({
  id: 'gallery.list',
  method: 'GET',
  path: '/api/etowns/:etown/things',
  may: 'signed-in',
  summary: { zh: '列表', en: 'List' },
  query: zPage.extend({ like: z.string().optional() }),
  answer: zPageOf(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      sales: zFen,
      since: zDay,
      open: z.boolean(),
    }),
  ),
})

export const addThing = endpoint({
  id: 'gallery.add',
  method: 'POST',
  path: '/api/etowns/:etown/things',
  may: 'signed-in',
  summary: { zh: '登记', en: 'Add' },
  body: z.strictObject({ name: z.string(), creditCode: z.string(), since: z.string() }),
  answer: z.object({ id: z.string() }),
})

export const sendFile = endpoint({
  id: 'gallery.file',
  method: 'POST',
  path: '/api/etowns/:etown/files',
  may: 'signed-in',
  summary: { zh: '上传', en: 'Upload' },
  takes: 'stream',
  answer: z.object({ sha256: z.string() }),
})
