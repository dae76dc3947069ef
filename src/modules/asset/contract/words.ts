/** 资产类别 The six classes of fixed assets of public bodies. */
export const ASSET_CLASSES = {
  building: { zh: '房屋及构筑物', en: 'Buildings' },
  general: { zh: '通用设备', en: 'General equipment' },
  special: { zh: '专用设备', en: 'Special equipment' },
  relic: { zh: '文物和陈列品', en: 'Relics and exhibits' },
  books: { zh: '图书、档案', en: 'Books and records' },
  furniture: { zh: '家具、用具、装具及动植物', en: 'Furniture, tools, plants' },
} as const

/** 产权 @law 大宁县乡村e镇实施方案 四: bought with special funds it is the state's; co-built, it is shared. */
export const OWNERSHIPS = {
  state: { zh: '国有', en: 'State-owned' },
  shared: { zh: '共建共享', en: 'Shared' },
} as const

/** 资产变动 What may happen to an asset; the database holds which may follow which. */
export const ASSET_EVENTS = {
  moved: { zh: '调拨', en: 'Moved' },
  lent: { zh: '借出', en: 'Lent' },
  'given-back': { zh: '归还', en: 'Given back' },
  returned: { zh: '合同到期交回', en: 'Returned at contract end' },
  'disposal-asked': { zh: '申请处置', en: 'Disposal asked' },
  'disposal-approved': { zh: '批准处置', en: 'Disposal approved' },
  'disposal-refused': { zh: '不予处置', en: 'Disposal refused' },
  disposed: { zh: '已处置', en: 'Disposed of' },
} as const
export type AssetEvent = keyof typeof ASSET_EVENTS

/** 资产状态 */
export const ASSET_STATES = {
  'in-use': { zh: '在用', en: 'In use' },
  lent: { zh: '借出', en: 'Lent' },
  asked: { zh: '待批处置', en: 'Disposal asked' },
  approved: { zh: '已批，待处置', en: 'To be disposed of' },
  disposed: { zh: '已处置', en: 'Disposed of' },
} as const
export type AssetState = keyof typeof ASSET_STATES

export const DISPOSALS = {
  scrap: { zh: '报废', en: 'Scrap' },
  sale: { zh: '出售', en: 'Sale' },
  transfer: { zh: '划转', en: 'Transfer' },
  loss: { zh: '报损', en: 'Loss' },
} as const

export const CONDITIONS = {
  good: { zh: '完好', en: 'Good' },
  damaged: { zh: '损坏可修', en: 'Damaged' },
  unusable: { zh: '不能用', en: 'Unusable' },
} as const

/** 盘点差异 Why a thing stands in the list of differences. */
export const DIFFERENCES = {
  missing: { zh: '账上有，没有盘到', en: 'Not found' },
  elsewhere: { zh: '所在与台账不符', en: 'Elsewhere' },
  damaged: { zh: '损坏', en: 'Damaged' },
  disposed: { zh: '已处置而仍在', en: 'Disposed of, yet there' },
} as const
