import { type Entity, KINDS } from './entities.ts'

/** The columns of the register's import table, as an office would head them. */
export const PARTY_COLUMNS = [
  '名称',
  '类型',
  '统一社会信用代码',
  '法定代表人',
  '身份证号',
  '联系电话',
  '登记日期',
  '地址',
  '村',
  '是否开展电商',
  '电商开始日期',
  '主营产品',
] as const
export type PartyColumn = (typeof PARTY_COLUMNS)[number]
export type PartyRow = Record<PartyColumn, string>

export const partyRow = (entity: Entity): PartyRow => ({
  名称: entity.name,
  类型: KINDS[entity.kind],
  统一社会信用代码: entity.creditCode ?? '',
  法定代表人: entity.principal,
  身份证号: entity.residentId,
  联系电话: entity.mobile,
  登记日期: entity.registeredOn ?? '',
  地址: entity.address,
  村: entity.village,
  是否开展电商: entity.ecommerceSince ? '是' : '否',
  电商开始日期: entity.ecommerceSince ?? '',
  主营产品: entity.products.join('、'),
})

const cellText = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export const partyLine = (row: PartyRow): string =>
  PARTY_COLUMNS.map((column) => cellText(row[column])).join(',')

export const partyText = (rows: readonly PartyRow[]): string =>
  `${[PARTY_COLUMNS.join(','), ...rows.map(partyLine)].join('\r\n')}\r\n`
