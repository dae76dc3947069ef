/** What offices do to a clean table before they send it: each kind of damage once or more, and a list of all of it. */
import { type Day, day, daysBetween, formatDay } from '#kernel/day'
import { excelDay } from './calendar.ts'
import { type Dice, dice } from './dice.ts'
import type { Entity } from './entities.ts'
import { scientific } from './orders/pen.ts'
import { PARTY_COLUMNS, type PartyColumn, type PartyRow, partyLine, partyRow } from './parties.ts'

/** 瑕疵 `readable`: a careful reader knows what was meant; otherwise the row must come back with its reason. */
export type Defect = {
  /** Line of the file, the header being 1. */
  readonly line: number
  readonly column: PartyColumn
  readonly kind: string
  readonly readable: boolean
}

type Damage = {
  readonly kind: string
  readonly column: PartyColumn
  readonly readable: boolean
  fits?(entity: Entity): boolean
  apply(text: string, entity: Entity): string
}

const wide = (text: string): string =>
  text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
const dated = (entity: Entity): boolean => entity.registeredOn !== null
const coded = (entity: Entity): boolean => entity.creditCode !== null
/** Excel takes an ID that ends in X for a text. */
const numeric = (entity: Entity): boolean => !entity.residentId.endsWith('X')
const online = (entity: Entity): boolean => entity.ecommerceSince !== null

/** Excel counts days from 1899-12-30; a date cell formatted as a number shows that count. */
const serial = (text: string): string => String(daysBetween(day('1899-12-30'), day(text)))

const inDay =
  (write: (d: Day) => string) =>
  (text: string): string =>
    write(day(text))

/** Another last character than the right one. */
const wrongCheck = (text: string): string => text.slice(0, -1) + (text.endsWith('7') ? '8' : '7')

const DAMAGES: readonly Damage[] = [
  { kind: '全角数字', column: '联系电话', readable: true, apply: wide },
  {
    kind: '号码中有空格',
    column: '联系电话',
    readable: true,
    apply: (t) => `${t.slice(0, 3)} ${t.slice(3, 7)} ${t.slice(7)}`,
  },
  { kind: '前导撇号', column: '身份证号', readable: true, apply: (t) => `'${t}` },
  { kind: '公式包裹', column: '统一社会信用代码', readable: true, fits: coded, apply: (t) => `="${t}"` },
  {
    kind: '小写字母',
    column: '统一社会信用代码',
    readable: true,
    fits: coded,
    apply: (t) => t.toLowerCase(),
  },
  { kind: '首尾空白', column: '名称', readable: true, apply: (t) => `\u3000${t}\u00a0` },
  {
    kind: '半角括号',
    column: '名称',
    readable: true,
    fits: ({ name }) => name.includes('（'),
    apply: (t) => t.replace('（', '(').replace('）', ')'),
  },
  { kind: '类型简称', column: '类型', readable: true, apply: (_, { kind }) => SHORT[kind] },
  { kind: '是否写法', column: '是否开展电商', readable: true, fits: online, apply: () => '√' },
  { kind: '是否写法', column: '是否开展电商', readable: true, fits: online, apply: () => '有' },
  { kind: '斜线日期', column: '登记日期', readable: true, fits: dated, apply: inDay(excelDay) },
  { kind: '中文日期', column: '登记日期', readable: true, fits: dated, apply: inDay(formatDay) },
  { kind: '点号日期', column: '登记日期', readable: true, fits: dated, apply: (t) => t.replaceAll('-', '.') },
  { kind: '紧凑日期', column: '登记日期', readable: true, fits: dated, apply: (t) => t.replaceAll('-', '') },
  { kind: '日期序列号', column: '登记日期', readable: true, fits: dated, apply: serial },
  { kind: '科学计数', column: '身份证号', readable: false, fits: numeric, apply: scientific },
  { kind: '校验位错误', column: '统一社会信用代码', readable: false, fits: coded, apply: wrongCheck },
  { kind: '校验位错误', column: '身份证号', readable: false, apply: wrongCheck },
  { kind: '少一位', column: '联系电话', readable: false, apply: (t) => t.slice(0, -1) },
  { kind: '日期不存在', column: '登记日期', readable: false, fits: dated, apply: () => '2023-02-30' },
  { kind: '缺名称', column: '名称', readable: false, apply: () => '' },
  { kind: '未知类型', column: '类型', readable: false, apply: () => '其他' },
  { kind: '合并单元格', column: '类型', readable: false, apply: () => '' },
  { kind: '电商缺日期', column: '电商开始日期', readable: false, fits: online, apply: () => '' },
  {
    kind: '公式注入',
    column: '主营产品',
    readable: true,
    apply: (t) => `=HYPERLINK("https://example.invalid","${t}")`,
  },
]

const SHORT: Record<Entity['kind'], string> = {
  enterprise: '公司',
  cooperative: '合作社',
  individual: '个体户',
  farmer: '农民',
  station: '服务站',
}

export type Messy = { readonly text: string; readonly defects: readonly Defect[] }

/** One damage a row; then a repeated row, a row with the same code under another name, blank rows and a 合计 row. */
export function messyTable(entities: readonly Entity[], seed: number, key: string): Messy {
  const chance = dice(seed, key, 'messy')
  const rows = entities.map(partyRow)
  const defects: Defect[] = []
  const free = new Set(entities.keys())
  for (const damage of DAMAGES) {
    const index = victim(chance, entities, free, damage)
    const [row, entity] = [rows[index], entities[index]]
    if (!row || !entity) continue
    free.delete(index)
    rows[index] = { ...row, [damage.column]: damage.apply(row[damage.column], entity) }
    defects.push({ line: index + 2, column: damage.column, kind: damage.kind, readable: damage.readable })
  }
  const lines = [PARTY_COLUMNS.join(','), ...rows.map(partyLine)]
  for (const { kind, row } of repeats(chance, entities, free)) {
    lines.push(partyLine(row))
    defects.push({ line: lines.length, column: '统一社会信用代码', kind, readable: false })
  }
  const empty = ','.repeat(PARTY_COLUMNS.length - 1)
  lines.push(empty, empty, empty)
  lines.push(`合计,共${entities.length}户${','.repeat(PARTY_COLUMNS.length - 2)}`)
  defects.push({ line: lines.length, column: '名称', kind: '合计行', readable: true })
  return { text: `${lines.join('\r\n')}\r\n`, defects }
}

function victim(
  chance: Dice,
  entities: readonly Entity[],
  free: ReadonlySet<number>,
  damage: Damage,
): number {
  const fitting = entities.flatMap((entity, index) =>
    free.has(index) && (damage.fits?.(entity) ?? true) ? [index] : [],
  )
  return chance.pick(fitting)
}

function repeats(
  chance: Dice,
  entities: readonly Entity[],
  free: ReadonlySet<number>,
): readonly { kind: string; row: PartyRow }[] {
  const untouched = entities.filter((entity, index) => free.has(index) && coded(entity))
  const [same, renamed] = [chance.pick(untouched), chance.pick(untouched)]
  return [
    { kind: '重复行', row: partyRow(same) },
    { kind: '同码异名', row: { ...partyRow(renamed), 名称: renamed.name.replace('县', '') } },
  ]
}
