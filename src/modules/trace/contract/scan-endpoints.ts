import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { flowRefusals } from './flow-refusals.ts'

/** What a phone meets: outside `/api`, because GS1 Digital Link fixes the paths. */

const rest = z.strictObject({ '*': z.string() })
const anyQuery = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

export const resolveLink = endpoint({
  id: 'trace.resolve-link',
  method: 'GET',
  path: '/01/*',
  may: 'public',
  summary: { zh: '解析追溯码（GS1 Digital Link）', en: 'Resolve a GS1 Digital Link' },
  params: rest,
  query: anyQuery,
  sends: 'raw',
  answer: z.unknown(),
})

/** Every other primary key of a GS1 Digital Link: read, checked, and none of ours. */
export const OTHER_KEYS = [
  '00',
  '253',
  '255',
  '401',
  '402',
  '414',
  '415',
  '417',
  '8003',
  '8004',
  '8006',
  '8010',
  '8013',
  '8017',
  '8018',
] as const

export const resolveOthers = OTHER_KEYS.map((ai) =>
  endpoint({
    id: `trace.resolve-link-${ai}`,
    method: 'GET',
    path: `/${ai}/*`,
    may: 'public',
    summary: { zh: `解析 GS1 Digital Link（主键 ${ai}）`, en: `Resolve a GS1 Digital Link of key ${ai}` },
    params: rest,
    query: anyQuery,
    sends: 'raw',
    answer: z.unknown(),
  }),
)

export const linkOptions = endpoint({
  id: 'trace.link-options',
  method: 'OPTIONS',
  path: '/01/*',
  may: 'public',
  summary: { zh: '解析器支持的方法', en: 'What the resolver supports' },
  params: rest,
  sends: 'raw',
  answer: z.unknown(),
})

export const resolverDescription = endpoint({
  id: 'trace.resolver-description',
  method: 'GET',
  path: '/.well-known/gs1resolver',
  may: 'public',
  summary: { zh: '解析器说明', en: 'Resolver description file' },
  sends: 'raw',
  answer: z.unknown(),
})

export const scanPage = endpoint({
  id: 'trace.scan-page',
  method: 'GET',
  path: '/scan/*',
  may: 'public',
  summary: { zh: '扫码页', en: 'The page whoever scans sees' },
  params: rest,
  query: anyQuery,
  sends: 'raw',
  answer: z.unknown(),
})

const gtinAndLot = {
  gtin: z.string().regex(/^\d{14}$/),
  lot: z.string().regex(/^[0-9A-Z-]{4,20}$/),
}

export const scanProof = endpoint({
  id: 'trace.scan-proof',
  method: 'GET',
  path: '/scan-proof/:gtin/:lot',
  may: 'public',
  summary: {
    zh: '批次各条记录的存证，在手机上核验',
    en: "A lot's records with their proofs, checked on the phone",
  },
  params: z.strictObject(gtinAndLot),
  query: anyQuery,
  sends: 'raw',
  answer: z.unknown(),
})

export const scanPlace = endpoint({
  id: 'trace.scan-place',
  method: 'POST',
  path: '/scan-place/:gtin/:lot/:serial',
  may: 'public',
  summary: { zh: '扫码的人愿意告诉大致位置', en: 'Whoever scanned says roughly where' },
  params: z.strictObject({
    gtin: z.string().regex(/^\d{14}$/),
    lot: z.string().regex(/^[0-9A-Z-]{4,20}$/),
    serial: z.string().regex(/^[0-9A-Z]{10}$/),
  }),
  body: z.strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }),
  answer: z.object({}),
  refusals: flowRefusals,
  keyless: 'A place is kept once a device and look, whatever its key.',
})

export const scanPlaceScript = endpoint({
  id: 'trace.scan-place-script',
  method: 'GET',
  path: '/scan-place.js',
  may: 'public',
  summary: { zh: '扫码页的位置按钮', en: 'The button of the scan page that says where' },
  sends: 'raw',
  answer: z.unknown(),
})

export const scanPhoto = endpoint({
  id: 'trace.scan-photo',
  method: 'GET',
  path: '/scan-photo/:gtin/:lot/:photo',
  may: 'public',
  summary: { zh: '扫码页上的照片', en: 'A photo on the scan page' },
  params: z.strictObject({
    ...gtinAndLot,
    photo: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  sends: 'raw',
  answer: z.unknown(),
})
