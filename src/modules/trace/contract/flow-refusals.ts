import type { RefusalCatalogue } from '../../../kernel/refusal.ts'

export const flowRefusals = {
  'trace.pack_unknown': {
    status: 422,
    zh: '“{code}”不是本批次的追溯码；请核对，或到它自己的批次里出库。',
    en: '"{code}" is no code of this lot. Compare it, or send it out of its own lot.',
  },
  'trace.pack_gone': {
    status: 409,
    zh: '追溯码 {code} 已随第 {dispatch} 笔出库；一枚码只出库一次，退回的请另行赋码。',
    en: 'Code {code} left with dispatch {dispatch}. A code leaves once; label a returned pack anew.',
  },
  'trace.pack_twice': {
    status: 422,
    zh: '追溯码 {code} 写了两遍；每枚只写一次。',
    en: 'Code {code} stands there twice. Write each once.',
  },
  'trace.dispatch_unknown': {
    status: 404,
    zh: '没有这笔出库，或它不是您的；请从批次页进入。',
    en: 'No such dispatch, or not yours. Enter from the lot.',
  },
  'trace.buyer_none': {
    status: 422,
    zh: '损耗没有收货方；请去掉订单号、运单号和收货方。',
    en: 'A loss has no buyer. Leave order, parcel and buyer out.',
  },
  'trace.subject_code_known': {
    status: 409,
    zh: '主体码 {code} 已登记给另一家主体；请核对。',
    en: 'Code {code} belongs to another party already. Check it.',
  },
} as const satisfies RefusalCatalogue
