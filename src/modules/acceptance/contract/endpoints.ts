import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { zId, zPageById, zPageOf, zSha256 } from '#kernel/wire'
import { acceptanceRefusals as refusals } from './refusals.ts'
import * as shapes from './shapes.ts'

const at = '/api/etowns/:etown/acceptance'
const item = z.object({ item: shapes.zItemCode })
const file = z.object({ file: zId })
const step = { method: 'POST', params: item, answer: z.object({ number: z.int() }), refusals } as const

export const listItems = endpoint({
  id: 'acceptance.list-items',
  method: 'GET',
  path: `${at}/items`,
  may: 'acceptance.read',
  summary: { zh: '验收事项：方案每一条可计数的要求', en: 'Every countable demand of the plan' },
  answer: shapes.zItems,
})

export const getItem = endpoint({
  id: 'acceptance.get-item',
  method: 'GET',
  path: `${at}/items/:item`,
  may: 'acceptance.read',
  summary: { zh: '一个验收事项', en: 'One item' },
  params: item,
  answer: shapes.zItemDetail,
  refusals,
})

export const bringPaper = endpoint({
  id: 'acceptance.bring-paper',
  method: 'POST',
  path: `${at}/evidence`,
  may: 'acceptance.read',
  summary: { zh: '上传验收材料原件', en: 'Upload a paper' },
  takes: 'stream',
  accepts: ['document', 'image', 'table', 'yaml'],
  answer: z.object({ sha256: zSha256 }),
})

export const openPaper = endpoint({
  id: 'acceptance.open-paper',
  method: 'GET',
  path: `${at}/items/:item/evidence/:evidence`,
  may: 'acceptance.read',
  summary: { zh: '打开一份人工补充的材料', en: 'Open a paper that a person added' },
  params: z.object({ item: shapes.zItemCode, evidence: zId }),
  answer: z.object({}),
  sends: 'file',
  traced: true,
  refusals,
})

export const addEvidence = endpoint({
  id: 'acceptance.add-evidence',
  method: 'POST',
  path: `${at}/items/:item/evidence`,
  may: 'acceptance.assess',
  summary: { zh: '给事项补充证据', en: 'Add evidence to an item' },
  params: item,
  body: shapes.zAddEvidence,
  answer: z.object({ id: zId }),
  refusals,
})

export const assessItem = endpoint({
  ...step,
  id: 'acceptance.assess',
  path: `${at}/items/:item/assessment`,
  may: 'acceptance.assess',
  summary: { zh: '自评', en: 'Assess oneself' },
  body: shapes.zSay,
})

export const acceptItem = endpoint({
  ...step,
  id: 'acceptance.accept',
  path: `${at}/items/:item/acceptance`,
  may: 'acceptance.accept',
  summary: { zh: '县验收或复验通过', en: 'Accept' },
  body: shapes.zSay,
})

export const findProblem = endpoint({
  ...step,
  id: 'acceptance.find-problem',
  path: `${at}/items/:item/problem`,
  may: 'acceptance.find',
  summary: { zh: '提出问题，限期整改', en: 'Find a problem' },
  body: shapes.zProblem,
})

export const rectifyItem = endpoint({
  ...step,
  id: 'acceptance.rectify',
  path: `${at}/items/:item/rectification`,
  may: 'acceptance.assess',
  summary: { zh: '报告整改完成', en: 'Report a rectification' },
  body: shapes.zSay,
})

export const askFile = endpoint({
  id: 'acceptance.ask-file',
  method: 'POST',
  path: `${at}/files`,
  may: 'acceptance.export',
  summary: { zh: '生成整份验收档案', en: 'Make the whole acceptance file' },
  answer: z.object({ id: zId }),
  refusals,
})

export const listFiles = endpoint({
  id: 'acceptance.list-files',
  method: 'GET',
  path: `${at}/files`,
  may: 'acceptance.read',
  summary: { zh: '历次验收档案', en: 'Acceptance files' },
  query: zPageById,
  answer: zPageOf(shapes.zFile),
})

const part = {
  method: 'GET',
  params: file,
  answer: z.object({}),
  sends: 'file',
  traced: true,
  refusals,
} as const

export const openPdf = endpoint({
  ...part,
  id: 'acceptance.open-pdf',
  path: `${at}/files/:file/pdf`,
  may: 'acceptance.export',
  summary: { zh: '下载验收档案 PDF', en: 'The file as PDF' },
})

export const openFolder = endpoint({
  ...part,
  id: 'acceptance.open-folder',
  path: `${at}/files/:file/folder`,
  may: 'acceptance.export',
  summary: { zh: '下载验收档案文件夹（zip）', en: 'The file as a folder' },
})
