/** 分录类别 What happened to the money. */
export const ENTRY_KINDS = {
  appropriation: { zh: '到账', en: 'Appropriation' },
  allocation: { zh: '分配', en: 'Allocation' },
  withdrawal: { zh: '收回分配', en: 'Withdrawal from a category' },
  reservation: { zh: '预留', en: 'Reservation' },
  commitment: { zh: '占用', en: 'Commitment' },
  payment: { zh: '支付', en: 'Payment' },
  release: { zh: '释放', en: 'Release' },
  recovery: { zh: '追回', en: 'Recovery' },
} as const
export type EntryKind = keyof typeof ENTRY_KINDS

/** 科目 Where money stands; what is outside is what governments gave, as a debt. */
export const ACCOUNTS = {
  outside: { zh: '财政拨入', en: 'From treasury' },
  unallocated: { zh: '待分配', en: 'Unallocated' },
  available: { zh: '可用', en: 'Available' },
  reserved: { zh: '预留', en: 'Reserved' },
  committed: { zh: '占用', en: 'Committed' },
  paid: { zh: '已支付', en: 'Paid' },
} as const
export type Account = keyof typeof ACCOUNTS

/** The category of a source that the plan divides into none. */
export const WHOLE = 'whole'

/** 安排状态 Where an allotment stands. */
export const ALLOTMENT_STATES = {
  reserved: { zh: '已预留，待审定', en: 'Reserved, to be approved' },
  committed: { zh: '已审定，待支付', en: 'Approved, to be paid' },
  paid: { zh: '已付清', en: 'Paid' },
  ended: { zh: '已终止', en: 'Ended' },
} as const
export type AllotmentState = keyof typeof ALLOTMENT_STATES
