import { UNITS } from '#contract/trace'
import type { ExportCell } from '#export'
import { day, formatDay } from '#kernel/day'
import { keyIn, keysOf } from '#kernel/keys'
import { maskName } from '#kernel/mask'
import type { LotBrief } from '#trace'
import { NOTES, PURPOSES, SAMPLE_STATES, STYLES, VERDICTS } from '../contract/index.ts'
import type { CertificateOut, IncomingOut, PositiveOut, RunOut, SampleOut, ToolOut } from '../db/exports.ts'
import { momentText } from './moment-text.ts'
import { foodOf, templateOf } from './registry.ts'
import { isOpen, rawText } from './views.ts'

/** What rows name: lots, parties (a farmer's name masked), who measured. */
export type Written = {
  readonly lots: ReadonlyMap<bigint, LotBrief>
  readonly partyName: (party: bigint) => string
  readonly operators: ReadonlyMap<string, string>
}
type Cells = readonly ExportCell[]

const foodText = (code: string): string => foodOf(code)?.zh ?? code
const moment = (at: Date | null): string => (at === null ? '' : momentText(at))
const dayText = (text: string | null): string => (text === null ? '' : formatDay(day(text)))
const unitText = (unit: string): string => UNITS[keyIn(UNITS, unit)].zh
const stateText = (state: string): string => SAMPLE_STATES[keyIn(SAMPLE_STATES, state)].zh

/** Product, lot and party of a sample, once there is a result: the code on the bag stays blind on paper too. */
function lotCells(
  state: string,
  id: bigint,
  { lots, partyName }: Written,
): readonly [string, string, string] {
  const lot = lots.get(id)
  return lot === undefined || isOpen(state) ? ['', '', ''] : [lot.item, lot.code, partyName(lot.party)]
}

export const writeSample = (row: SampleOut, written: Written): Cells => [
  row.code,
  foodText(row.food),
  row.method,
  PURPOSES[keyIn(PURPOSES, row.purpose)].zh,
  stateText(row.state),
  moment(row.taken_at),
  // Where a sample was taken would tell whose it is.
  isOpen(row.state) ? '' : row.taken_where,
  ...lotCells(row.state, row.lot, written),
  String(row.runs),
  moment(row.reviewed_at),
  row.label ?? '',
]

export const writeRun = (row: RunOut, { operators }: Written): Cells => [
  row.code,
  foodText(row.food),
  row.method,
  moment(row.measured_at),
  row.control ?? '',
  row.change ?? '',
  row.percent ?? '',
  row.limit_percent,
  VERDICTS[keyIn(VERDICTS, row.verdict)].zh,
  keysOf(NOTES)
    .filter((note) => row.notes.includes(note))
    .map((note) => NOTES[note].zh)
    .join('；'),
  row.operator.startsWith('machine-') ? '仪器' : maskName(operators.get(row.operator) ?? row.operator),
  row.instrument ?? '',
  row.reagent ?? '',
  row.raw === null ? '' : rawText(row.raw),
]

export const writeCertificate = (row: CertificateOut, { lots, partyName }: Written): Cells => [
  row.number,
  STYLES[keyIn(STYLES, row.style)].zh,
  row.template,
  partyName(row.party),
  row.product,
  row.quantity,
  unitText(row.unit),
  String(row.boxes),
  row.origin,
  row.bases.map((basis) => templateOf(row.template)?.bases[basis] ?? basis).join('、'),
  row.lot === null ? '' : (lots.get(row.lot)?.code ?? ''),
  dayText(row.issued_on),
  dayText(row.retained_until),
  row.voided ?? '',
]

export const writeIncoming = (row: IncomingOut, { partyName }: Written): Cells => [
  partyName(row.party),
  row.source === 'own' ? '本系统' : '其他平台',
  row.number,
  row.product,
  row.quantity,
  row.used,
  unitText(row.unit),
  row.issuer,
  dayText(row.issued_on),
  dayText(row.collected_on),
  dayText(row.retained_until),
  row.voided ? '已作废' : '有效',
  row.sha256 ?? '',
]

export const writePositive = (row: PositiveOut, written: Written): Cells => [
  row.code,
  foodText(row.food),
  stateText(row.state),
  ...lotCells(row.state, row.lot, written),
  moment(row.raised_at),
  moment(row.seen_at),
  moment(row.told_at),
  moment(row.asked_at),
  row.laboratory ?? '',
  row.report_no ?? '',
  row.sha256 ?? '',
]

export const writeTool = (row: ToolOut): Cells => [
  row.kind === 'instrument' ? '仪器' : '试剂',
  row.name.trim(),
  row.mark,
  row.certificate ?? '',
  dayText(row.from_day),
  dayText(row.until),
  row.retired ? '已停用' : row.kind === 'instrument' && row.until === null ? '没有检定' : '在用',
]

export const monthText = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`
