import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { attestRefusals } from './refusals.ts'
import { zIndex } from './shapes.ts'

const raw = {
  method: 'GET',
  may: 'public',
  answer: z.unknown(),
  sends: 'raw',
  refusals: attestRefusals,
} as const

/** @law C2SP tlog-tiles */
export const readCheckpoint = endpoint({
  ...raw,
  id: 'attest.read-checkpoint',
  path: '/log/:etown/checkpoint',
  summary: { zh: '存证日志的最新检查点', en: 'The newest checkpoint of the log' },
})

export const readTile = endpoint({
  ...raw,
  id: 'attest.read-tile',
  path: '/log/:etown/tile/*',
  summary: { zh: '存证日志的瓦片与叶', en: 'Tiles and entries of the log' },
  params: z.strictObject({ '*': z.string().max(120) }),
})

/** What a leaf is about is not in it: that is for those who may see the record. */
export const readProof = endpoint({
  ...raw,
  id: 'attest.read-proof',
  path: '/log/:etown/proof/:index',
  summary: { zh: '一条存证的证明（不含内容）', en: 'The proof of one leaf, without its content' },
  params: z.strictObject({ index: zIndex }),
})

export const readKeys = endpoint({
  ...raw,
  id: 'attest.read-keys',
  path: '/log/:etown/keys',
  summary: { zh: '存证日志与见证方的公钥', en: 'Public keys of the log and its witnesses' },
})

export const readLogPage = endpoint({
  ...raw,
  id: 'attest.read-log-page',
  path: '/log/:etown',
  summary: { zh: '存证日志的公开页', en: 'The public page of the log' },
})

export const readVerifier = endpoint({
  ...raw,
  id: 'attest.read-verifier',
  path: '/log/:etown/verify',
  summary: { zh: '离线核验页', en: 'The offline verifier' },
})
