import { compareRates, fen, formatPercent, formatYuan, rate, ratioOf } from '#kernel/money'

type Part = { readonly rows: bigint; readonly fen: bigint }

/** What a reviewer is shown beside an application; a flag is a reason to look, never a refusal. */
export type Signals = {
  readonly counted: bigint
  readonly countedRows: bigint
  readonly excluded: bigint
  /** Counted in the last tenth of the period. */
  readonly late: bigint
  /** The line that decides, where the scheme has one. */
  readonly line: bigint | undefined
  /** Counted lines whose remark has a mark of brushing. */
  readonly marked: Part
  /** Counted lines without a waybill. */
  readonly bare: Part
  /** Other applications of the same party; `isAlike`: of much the same name, said to be another project. */
  readonly others: readonly { readonly id: string; readonly project: string; readonly isAlike: boolean }[]
}

export type Raised = {
  readonly code:
    | 'excluded-share'
    | 'late-burst'
    | 'just-above'
    | 'brushing-marks'
    | 'no-waybill'
    | 'similar-project'
    | 'other-applications'
  readonly sentence: string
  readonly counter: string
}

/** Below so many rows a share says nothing. */
const ROWS_MIN = 30n

const most = { excluded: rate('30%'), late: rate('40%'), above: rate('2%'), bare: rate('20%') }

const share = (part: bigint, whole: bigint) => ratioOf(part, whole)

/** 销售的疑点 */
function salesFlags({
  counted,
  countedRows,
  excluded,
  late,
  marked,
  bare,
  line,
}: Signals): readonly Raised[] {
  const enough = countedRows >= ROWS_MIN
  const left = share(excluded, counted + excluded)
  const burst = share(late, counted)
  const without = share(bare.rows, countedRows)
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
  if (marked.rows > 0n)
    raised.push({
      code: 'brushing-marks',
      sentence: `有${marked.rows}行计入的订单（${formatYuan(fen(marked.fen))}）在商家备注里有“刷单”“补单”之类的记号，请商家说明。`,
      counter: '备注可能是测评、样品或客服的习惯写法；记号本身不说明订单不真实。',
    })
  if (enough && without && compareRates(without, most.bare) > 0)
    raised.push({
      code: 'no-waybill',
      sentence: `有${formatPercent(without)}的计入订单（${bare.rows}行，${formatYuan(fen(bare.fen))}）没有运单号，请抽查是否真的发货。`,
      counter: '有的平台导出的文件不带运单号；同城自提、自送也没有。',
    })
  return raised
}

/** 其他申报的疑点 */
function otherFlags({ others }: Signals): readonly Raised[] {
  const named = (list: Signals['others']) => list.map(({ id, project }) => `${id}（${project}）`).join('、')
  const alike = others.filter(({ isAlike }) => isAlike)
  const raised: Raised[] = []
  if (alike.length > 0)
    raised.push({
      code: 'similar-project',
      sentence: `名称与同一主体的申报${named(alike)}很像，申报人说是另一个项目，请核对建设内容和发票。`,
      counter: '分期建设、相邻年度的项目名称本来就相近。',
    })
  if (others.length > 0)
    raised.push({
      code: 'other-applications',
      sentence: `同一主体还有${others.length}份申报：${named(others)}，请核对是不是同一项目、同一费用。`,
      counter: '不同项目、不同费用可以分别申报；同一费用、同一笔销售由系统拦住。',
    })
  return raised
}

/**
 * 疑点 Each with what speaks against it. Thresholds are those of docs/rules/subsidy.md.
 * @law domain: counter-evidence first, no automatic denial
 */
export const flagsOf = (signals: Signals): readonly Raised[] => [
  ...salesFlags(signals),
  ...otherFlags(signals),
]
