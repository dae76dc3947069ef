import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'

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
