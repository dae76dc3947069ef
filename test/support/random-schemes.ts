import type { Scheme, SchemeStep } from '#contract/plan'
import { day } from '#kernel/day'
import type { FactGiven } from '../../src/modules/subsidy/domain/award-receipt.ts'

/**
 * Random schemes with what each must come to, worked out in plain BigInt by a formula of its own: nothing here uses the
 * engine's arithmetic. The property test and the bench draw from it.
 */
export type Drawn = {
  readonly scheme: Scheme
  /** Draws facts, and the amount in fen they must come to. */
  readonly draw: () => { readonly facts: readonly FactGiven[]; readonly amount: bigint }
}

/** Whole numbers from a seed (mulberry32): the same seed, the same cases. */
export function drawing(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

type Draw = (below: number) => number

const parameter = (name: string, value: string | bigint, unit: string) => ({
  name,
  values: [{ from: '2020-01-01', value: String(value), unit }],
})

type Parameters = readonly ReturnType<typeof parameter>[]

const numeric = (name: string, unit = '元') => ({ name, kind: '数值', unit, document: '凭证' }) as const
const listed = (name: string) => ({ name, kind: '明细', unit: '元', document: '凭证' }) as const

function scheme(
  facts: Scheme['facts'],
  parameters: Parameters,
  steps: readonly SchemeStep[],
  pays: string,
): Scheme {
  const dated = parameters.map(({ name, values }) => ({
    name,
    values: values.map(({ value, unit }) => ({ from: FIRST, value, unit })),
  }))
  const named = { code: 'random', name: '随机', support: '以奖代补' as const, cost_item: '随机' }
  const cited = { clause: '一', quote: '随机' }
  return { ...named, ...cited, facts, parameters: dated, steps: [...steps], pays }
}

const FIRST = day('2020-01-01')
const given = (name: string, value: FactGiven['value']): FactGiven => ({ name, value, evidence: [] })

const HOW = ['四舍五入', '五成双', '舍去', '进一'] as const
const GRAIN = [
  ['分', 1n],
  ['角', 10n],
  ['元', 100n],
  ['千元', 100_000n],
] as const

type Rounding = { readonly text: string; readonly round: (num: bigint, den: bigint) => bigint }

function rounding(draw: Draw): Rounding {
  const how = HOW[draw(4)] ?? '舍去'
  const [grain, fen] = GRAIN[draw(4)] ?? GRAIN[0]
  const round = (num: bigint, den: bigint): bigint => {
    const unit = den * fen
    const down = num / unit
    const rest = num - down * unit
    if (how === '舍去' || rest === 0n) return down * fen
    if (how === '进一') return (down + 1n) * fen
    if (rest * 2n === unit) return (how === '四舍五入' || down % 2n === 1n ? down + 1n : down) * fen
    return (rest * 2n > unit ? down + 1n : down) * fen
  }
  return { text: `${how}到${grain}`, round }
}

/** Fen up to ten million yuan; now and then right at, or one fen beside, a line. */
const fenNear = (draw: Draw, line: bigint): bigint => {
  const beside = [line, line + 1n, line > 0n ? line - 1n : 0n, 0n][draw(8)]
  return beside ?? BigInt(draw(1_000_000_000))
}

const yuan = (draw: Draw, most: number): bigint => BigInt(1 + draw(most))
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const over = (a: bigint, b: bigint): bigint => max(a - b, 0n)

/** ‰ of the rate, as text with up to one decimal. */
const permille = (draw: Draw): bigint => BigInt(draw(1001))
const percent = (n: bigint): string => `${n / 10n}.${n % 10n}`

const excess = (draw: Draw): Drawn => {
  const [line, rate, how] = [yuan(draw, 5_000_000), permille(draw), rounding(draw)]
  return {
    scheme: scheme(
      [numeric('额')],
      [parameter('线', line, '元'), parameter('率', percent(rate), '%')],
      [
        { name: '超', does: '超过部分', of: '额', line: '线' },
        { name: '得', does: '按比例', of: '超', rate: '率', rounding: how.text },
      ],
      '得',
    ),
    draw: () => {
      const amount = fenNear(draw, line * 100n)
      return {
        facts: [given('额', String(amount))],
        amount: how.round(over(amount, line * 100n) * rate, 1000n),
      }
    },
  }
}

const growth = (draw: Draw): Drawn => {
  const [line, rate, how] = [yuan(draw, 5_000_000), permille(draw), rounding(draw)]
  return {
    scheme: scheme(
      [numeric('额'), numeric('上年')],
      [parameter('线', line, '元'), parameter('率', percent(rate), '%')],
      [
        { name: '得', does: '按比例', of: '增', rate: '率', rounding: how.text },
        { name: '增', does: '超过部分', of: '额', line: '底' },
        { name: '底', does: '取大', each: ['上年', '线'] },
      ],
      '得',
    ),
    draw: () => {
      const [amount, last] = [fenNear(draw, line * 100n), fenNear(draw, line * 100n)]
      const grown = over(amount, max(last, line * 100n))
      return {
        facts: [given('额', String(amount)), given('上年', String(last))],
        amount: how.round(grown * rate, 1000n),
      }
    },
  }
}

const bounds = (draw: Draw): readonly bigint[] => {
  let bound = 0n
  return Array.from({ length: 1 + draw(4) }, () => {
    bound += yuan(draw, 2_000_000)
    return bound
  })
}

const progressive = (draw: Draw): Drawn => {
  const lines = bounds(draw)
  const rates = lines.map(() => permille(draw))
  const how = rounding(draw)
  const open = draw(2) === 0
  const top = (lines.at(-1) ?? 0n) + 1_000_000n
  return {
    scheme: scheme(
      [numeric('额')],
      [
        ...lines.map((line, i) => parameter(`线${i}`, line, '元')),
        ...rates.map((rate, i) => parameter(`率${i}`, percent(rate), '%')),
        parameter('顶', top, '元'),
      ],
      [
        {
          name: '得',
          does: '分段计算',
          of: '额',
          tiers: lines.map((_, i) => ({
            from: `线${i}`,
            rate: `率${i}`,
            ...(i + 1 < lines.length ? { until: `线${i + 1}` } : open ? {} : { until: '顶' }),
          })),
          rounding: how.text,
        },
      ],
      '得',
    ),
    draw: () => {
      const amount = fenNear(draw, (lines[draw(lines.length)] ?? 0n) * 100n)
      let thousandths = 0n
      lines.forEach((line, i) => {
        const next = lines[i + 1] ?? (open ? undefined : top)
        const upTo = next === undefined ? amount : min(amount, next * 100n)
        thousandths += over(upTo, line * 100n) * (rates[i] ?? 0n)
      })
      return { facts: [given('额', String(amount))], amount: how.round(thousandths, 1000n) }
    },
  }
}

const flat = (draw: Draw): Drawn => {
  const lines = bounds(draw)
  const prizes = lines.map(() => BigInt(draw(100_000)))
  const places = draw(2) === 0
  const tiers = lines.map((_, i) => ({
    from: `线${i}`,
    gives: `奖${i}`,
    ...(i + 1 < lines.length ? { until: `线${i + 1}` } : {}),
  }))
  const first = {
    name: '得',
    does: '首次达到' as const,
    of: '额',
    best: '最高',
    tiers: tiers.map(({ from, gives }) => ({ from, gives })),
  }
  return {
    scheme: scheme(
      [numeric('额'), ...(places ? [numeric('最高')] : [])],
      [
        ...lines.map((line, i) => parameter(`线${i}`, line, '元')),
        ...prizes.map((prize, i) => parameter(`奖${i}`, prize, '元')),
      ],
      [places ? first : { name: '得', does: '分档定额', of: '额', tiers }],
      '得',
    ),
    draw: () => {
      const amount = fenNear(draw, (lines[draw(lines.length)] ?? 0n) * 100n)
      const best = fenNear(draw, (lines[draw(lines.length)] ?? 0n) * 100n)
      const reached = lines.filter((line) => line * 100n <= amount).length
      const before = lines.filter((line) => line * 100n <= best).length
      const crossed = prizes.slice(before, reached).reduce((sum, prize) => sum + prize, 0n)
      const own = given('额', String(amount))
      return places
        ? { facts: [own, given('最高', String(best))], amount: crossed * 100n }
        : { facts: [own], amount: reached === 0 ? 0n : (prizes[reached - 1] ?? 0n) * 100n }
    },
  }
}

const steps = (draw: Draw): Drawn => {
  const [every, gives, cap] = [yuan(draw, 100_000), yuan(draw, 5000), yuan(draw, 200_000)]
  return {
    scheme: scheme(
      [numeric('额', '美元'), numeric('已用')],
      [parameter('份', every, '美元'), parameter('每份', gives, '元'), parameter('顶', cap, '元')],
      [
        { name: '份数', does: '每满', of: '额', every: '份', gives: '每份' },
        { name: '得', does: '封顶', of: '份数', cap: '顶', used: '已用' },
      ],
      '得',
    ),
    draw: () => {
      const [amount, used] = [fenNear(draw, every * 100n), BigInt(draw(30_000_000))]
      const full = (amount / (every * 100n)) * gives * 100n
      return {
        facts: [given('额', String(amount)), given('已用', String(used))],
        amount: min(full, over(cap * 100n, used)),
      }
    },
  }
}

const perOrder = (draw: Draw): Drawn => {
  const [line, cap] = [BigInt(1 + draw(300)), yuan(draw, 30_000)]
  const [rate, how] = [permille(draw), rounding(draw)]
  const share = draw(2) === 0
  const each: SchemeStep = share
    ? { name: '逐笔', does: '逐笔取小', of: '笔', line: '每笔', rate: '率', rounding: how.text }
    : { name: '逐笔', does: '逐笔取小', of: '笔', line: '每笔' }
  return {
    scheme: scheme(
      [listed('笔')],
      [
        parameter('每笔', `${line / 100n}.${String(line % 100n).padStart(2, '0')}`, '元'),
        ...(share ? [parameter('率', percent(rate), '%')] : []),
        parameter('顶', cap, '元'),
      ],
      [each, { name: '得', does: '封顶', of: '逐笔', cap: '顶' }],
      '得',
    ),
    draw: () => {
      const lines = Array.from(
        { length: draw(12) },
        () => [BigInt(draw(900)), BigInt(1 + draw(3000))] as const,
      )
      const sum = lines.reduce(
        (all, [amount, count]) => all + min(share ? how.round(amount * rate, 1000n) : amount, line) * count,
        0n,
      )
      const texts = lines.map(([amount, count]) => [String(amount), String(count)] as const)
      return { facts: [given('笔', texts)], amount: min(sum, cap * 100n) }
    },
  }
}

const interest = (draw: Draw): Drawn => {
  const [cap, how] = [yuan(draw, 2_000_000), rounding(draw)]
  const year = draw(2) === 0 ? '360' : '365'
  return {
    scheme: scheme(
      [numeric('本金'), numeric('利率', '%'), numeric('天数', '日'), numeric('已付')],
      [parameter('顶', cap, '元')],
      [
        {
          name: '利息',
          does: '计息',
          principal: '本金',
          rate: '利率',
          days: '天数',
          year_days: year,
          rounding: how.text,
        },
        { name: '较小', does: '取小', each: ['已付', '利息'] },
        { name: '得', does: '封顶', of: '较小', cap: '顶' },
      ],
      '得',
    ),
    draw: () => {
      const [principal, paid] = [BigInt(draw(2_000_000_000)), BigInt(draw(300_000_000))]
      const [rate, days] = [BigInt(draw(2000)), BigInt(draw(1100))]
      const full = how.round(principal * rate * days, 10_000n * BigInt(year))
      return {
        facts: [
          given('本金', String(principal)),
          given('利率', `${rate}/10000`),
          given('天数', String(days)),
          given('已付', String(paid)),
        ],
        amount: min(min(full, paid), cap * 100n),
      }
    },
  }
}

const mixed = (draw: Draw): Drawn => {
  const how = rounding(draw)
  return {
    scheme: scheme(
      [numeric('甲'), numeric('乙'), numeric('丙')],
      [parameter('率', '1/3', '倍')],
      [
        { name: '合', does: '相加', each: ['甲', '乙'] },
        { name: '差', does: '减去', of: '合', minus: '丙' },
        { name: '分', does: '按比例', of: '差', rate: '率' },
        { name: '得', does: '舍入', of: '分', rounding: how.text },
      ],
      '得',
    ),
    draw: () => {
      const [a, b, c] = [
        BigInt(draw(1_000_000_000)),
        BigInt(draw(1_000_000_000)),
        BigInt(draw(2_000_000_000)),
      ]
      return {
        facts: [given('甲', String(a)), given('乙', String(b)), given('丙', String(c))],
        amount: how.round(over(a + b, c), 3n),
      }
    },
  }
}

const SHAPES = [excess, growth, progressive, flat, steps, perOrder, interest, mixed]

export const randomScheme = (draw: Draw): Drawn => (SHAPES[draw(SHAPES.length)] ?? excess)(draw)
