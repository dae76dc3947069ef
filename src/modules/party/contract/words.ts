/** 主体类型 What a party is, as the licence or the village says. The first three are 市场主体 and are counted. */
export const PARTY_KINDS = {
  enterprise: { zh: '企业', en: 'Enterprise' },
  cooperative: { zh: '农民专业合作社', en: 'Farmers’ cooperative' },
  'sole-trader': { zh: '个体工商户', en: 'Sole trader' },
  farmer: { zh: '农户', en: 'Farmer' },
  station: { zh: '村级服务站', en: 'Village station' },
  organisation: { zh: '其他组织', en: 'Other organisation' },
} as const

/** 场所类型 What a site is for. */
export const SITE_KINDS = {
  station: { zh: '服务站', en: 'Station' },
  warehouse: { zh: '仓库', en: 'Warehouse' },
  park: { zh: '园区', en: 'Park' },
  'service-centre': { zh: '服务中心', en: 'Service centre' },
  workshop: { zh: '加工车间', en: 'Workshop' },
  base: { zh: '种养基地', en: 'Growing base' },
} as const

/** 范围判定依据 Why a party counts as inside the e-town or not. */
export const INSIDE_BASES = {
  place: { zh: '村镇名单', en: 'List of places' },
  polygon: { zh: '界线', en: 'Boundary line' },
  person: { zh: '人工认定', en: 'Decided by a person' },
  unknown: { zh: '资料不足，未定', en: 'Not known yet' },
} as const

/** 导入批次状态 How far an import is. */
export const BATCH_STATES = {
  checking: { zh: '试算中', en: 'Checking' },
  checked: { zh: '已试算，待提交', en: 'Checked, not committed' },
  committing: { zh: '提交中', en: 'Committing' },
  committed: { zh: '已提交', en: 'Committed' },
  refused: { zh: '文件被拒', en: 'Refused' },
} as const

/** 疑似重复状态 What a person decided about a pair. */
export const DUPLICATE_STATES = {
  open: { zh: '待判断', en: 'Open' },
  same: { zh: '同一主体，已合并', en: 'Same, merged' },
  different: { zh: '不是同一主体', en: 'Different' },
} as const

/** 相似理由 Why two parties look like one, or do not; its points in docs/rules/duplicates.md. */
export const LIKENESSES = {
  'same-credit-code': { zh: '信用代码相同', en: 'Same credit code' },
  'same-name': { zh: '名称相同', en: 'Same name' },
  'same-core': { zh: '去掉地名和组织形式后名称相同', en: 'Same name but for place and legal form' },
  'similar-name': { zh: '名称相近', en: 'Similar name' },
  'same-phone': { zh: '手机号相同', en: 'Same phone' },
  'phone-of-many': {
    zh: '手机号相同，但许多主体共用此号，不作依据',
    en: 'Same phone, but one that many share',
  },
  'same-place': { zh: '同一村镇', en: 'Same village' },
  'same-address': { zh: '地址相同', en: 'Same address' },
  'different-phone': { zh: '手机号不同', en: 'Different phones' },
  'different-credit-code': { zh: '信用代码不同（可能是个转企或重新登记）', en: 'Different credit codes' },
  'different-resident-id': { zh: '身份证号不同', en: 'Different resident IDs' },
  'farmer-and-other': { zh: '一方是农户，一方是组织', en: 'A farmer and an organisation' },
} as const

export type PartyKind = keyof typeof PARTY_KINDS
export type SiteKind = keyof typeof SITE_KINDS
export type InsideBasis = keyof typeof INSIDE_BASES
export type BatchState = keyof typeof BATCH_STATES
export type DuplicateState = keyof typeof DUPLICATE_STATES
export type LikenessCode = keyof typeof LIKENESSES
