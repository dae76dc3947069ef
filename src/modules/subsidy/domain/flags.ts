import { compareRates, fen, formatPercent, formatYuan, rate, ratioOf } from '#kernel/money'

/** What a reviewer is shown beside an application; a flag is a reason to look, never a refusal. */
export type Signals = {
  readonly counted: bigint
  readonly countedRows: bigint
  readonly excluded: bigint
  /** Counted in the last tenth of the period. */
  readonly late: bigint
  /** The line that decides, where the scheme has one. */
  readonly line: bigint | undefined
  /** Other applications of the same party this year. */
  readonly others: readonly { readonly id: string; readonly project: string }[]
}

export type Raised = {
  readonly code: 'excluded-share' | 'late-burst' | 'just-above' | 'other-applications'
  readonly sentence: string
  readonly counter: string
}

/** Below so many rows a share says nothing. */
const ROWS_MIN = 30n

const most = { excluded: rate('30%'), late: rate('40%'), above: rate('2%') }

const share = (part: bigint, whole: bigint) => ratioOf(part, whole)

/**
 * 疑点 Each with what speaks against it. Thresholds are those of docs/rules/subsidy.md.
 * @law domain: counter-evidence first, no automatic denial
 */
export function flagsOf({ counted, countedRows, excluded, late, line, others }: Signals): readonly Raised[] {
  const enough = countedRows >= ROWS_MIN
  const left = share(excluded, counted + excluded)
  const burst = share(late, counted)
  const above = line === undefined || counted < line ? undefined : share(counted - line, line)
  const raised: Raised[] = []
  if (enough && left && compareRates(left, most.excluded) > 0)
    raised.push({
      code: 'excluded-share',
      sentence: `有${formatPercent(left)}的订单金额（${formatYuan(fen(excluded))}）因退款、关闭等没有计入，请看不计入的原因。`,
      counter: '促销季退货多也会这样；没有计入的金额不影响核算结果。',
    })
  if (enough && burst && compareRates(burst, most.late) > 0)
    raised.push({
      code: 'late-burst',
      sentence: `当年最后一成时间里的销售占${formatPercent(burst)}（${formatYuan(fen(late))}），请抽看这些订单的运单。`,
      counter: '农产品在采收后集中上市，年底旺季也会集中。',
    })
  if (above && compareRates(above, most.above) < 0)
    raised.push({
      code: 'just-above',
      sentence: `销售额只比起补线多${formatPercent(above)}，请抽看临近年底的订单和退款。`,
      counter: '刚过线的企业本来就有；补贴只按超过的部分计算。',
    })
  if (others.length > 0)
    raised.push({
      code: 'other-applications',
      sentence: `同一主体还有${others.length}份申报：${others.map(({ id, project }) => `${id}（${project}）`).join('、')}，请核对是不是同一项目、同一费用。`,
      counter: '不同项目、不同费用可以分别申报；同一费用由系统拦住。',
    })
  return raised
}
