import { addFen, type Fen, fen, formatYuan, subFen, ZERO_FEN } from '#kernel/money'
import { type Refusal, refusal } from '#kernel/refusal'
import { projectRefusals } from '../contract/refusals.ts'

/** 来源金额 What one source gives, in fen. */
export type SourceMoney = { readonly source: string; readonly amount: Fen }

/** 里程碑条款 One milestone as a version of the contract has it. */
export type MilestoneTerm = {
  readonly place: number
  readonly name: string
  readonly deliverable: string
  readonly amount: Fen
  readonly dueOn: string
  readonly needsNotice: boolean
}

/** 合同条款 What a version of a contract says about money. */
export type Terms = { readonly money: readonly SourceMoney[]; readonly milestones: readonly MilestoneTerm[] }

export const totalOf = (lines: readonly { readonly amount: Fen }[]): Fen =>
  addFen(...lines.map(({ amount }) => amount))

/** Sources named once, all of them of the plan. */
export function moneyRefusals(
  money: readonly SourceMoney[],
  known: readonly { readonly code: string; readonly name: string }[],
): readonly Refusal[] {
  if (known.length === 0) return [refusal(projectRefusals, 'project.no_plan')]
  return money.flatMap(({ source }, i) => {
    if (money.findIndex((line) => line.source === source) !== i)
      return [refusal(projectRefusals, 'project.source_twice', { source }, `/money/${i}/source`)]
    if (known.some(({ code }) => code === source)) return []
    const names = known.map(({ name }) => name).join('、')
    return [
      refusal(projectRefusals, 'project.source_unknown', { source, known: names }, `/money/${i}/source`),
    ]
  })
}

/** Milestones numbered 1, 2, 3; they and the sources add up to the same value. */
export function termsRefusals({ money, milestones }: Terms): readonly Refusal[] {
  const ordered = milestones.every(({ place }, i) => place === i + 1)
  const [parts, paid] = [totalOf(milestones), totalOf(money)]
  return [
    ...(ordered ? [] : [refusal(projectRefusals, 'project.places_order', {}, '/milestones')]),
    ...(parts === paid
      ? []
      : [
          refusal(
            projectRefusals,
            'project.parts_sum',
            { milestones: formatYuan(parts), money: formatYuan(paid) },
            '/milestones',
          ),
        ]),
  ]
}

/** 资金增减 By how much each source gives more (positive) or less than before; what stays is left out. */
export function moneyChanges(
  before: readonly SourceMoney[],
  after: readonly SourceMoney[],
): readonly SourceMoney[] {
  const sources = [...new Set([...before, ...after].map(({ source }) => source))].sort()
  const of = (lines: readonly SourceMoney[], source: string): Fen =>
    lines.find((line) => line.source === source)?.amount ?? ZERO_FEN
  return sources.flatMap((source) => {
    const amount = subFen(of(after, source), of(before, source))
    return amount === 0n ? [] : [{ source, amount }]
  })
}

/** 减少分摊 How a decrease is taken from what several allotments still hold; undefined where they hold less. */
export function takenFrom<Id>(
  held: readonly { readonly id: Id; readonly committed: Fen }[],
  less: Fen,
): readonly { readonly id: Id; readonly amount: Fen }[] | undefined {
  let rest = less
  const taken: { id: Id; amount: Fen }[] = []
  for (const { id, committed } of held) {
    let amount = rest
    if (committed < rest) amount = committed
    if (amount <= 0n) continue
    taken.push({ id, amount })
    rest = fen(rest - amount)
  }
  return rest === 0n ? taken : undefined
}

/** 一处变更 What a version changes about one place of the contract before it. */
export function versionChanges(before: Terms | undefined, after: Terms): readonly string[] {
  if (before === undefined) return []
  const places = [...new Set([...before.milestones, ...after.milestones].map(({ place }) => place))]
  const at = ({ milestones }: Terms, place: number) => milestones.find((m) => m.place === place)
  const total =
    totalOf(before.milestones) === totalOf(after.milestones)
      ? []
      : [`合同价：${formatYuan(totalOf(before.milestones))} → ${formatYuan(totalOf(after.milestones))}`]
  return [
    ...total,
    ...places
      .sort((a, b) => a - b)
      .flatMap((place) => milestoneChanges(place, at(before, place), at(after, place))),
  ]
}

function milestoneChanges(
  place: number,
  before: MilestoneTerm | undefined,
  after: MilestoneTerm | undefined,
): readonly string[] {
  if (before === undefined && after === undefined) return []
  if (before === undefined)
    return [`新增里程碑 ${place}“${after?.name}”${formatYuan(after?.amount ?? ZERO_FEN)}`]
  if (after === undefined) return [`取消里程碑 ${place}“${before.name}”${formatYuan(before.amount)}`]
  const changed = (what: string, one: string, other: string): readonly string[] =>
    one === other ? [] : [`里程碑 ${place}“${after.name}”${what}：${one} → ${other}`]
  return [
    ...changed('名称', before.name, after.name),
    ...changed('成果', before.deliverable, after.deliverable),
    ...changed('金额', formatYuan(before.amount), formatYuan(after.amount)),
    ...changed('到期日', before.dueOn, after.dueOn),
    ...changed('付款前公示', before.needsNotice ? '要' : '不要', after.needsNotice ? '要' : '不要'),
  ]
}
