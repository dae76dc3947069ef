import { roundingSaid, type SchemeStep } from '#contract/plan'
import type { Override, PlaceGiven } from './award-receipt.ts'
import {
  above,
  type Exact,
  exactOf,
  greater,
  isLess,
  lesser,
  minus,
  plus,
  rounded,
  times,
  whole,
  wholeTimes,
  ZERO,
} from './exact.ts'

/** Single amounts and how often each occurs. */
export type Listed = readonly { readonly amount: Exact; readonly count: bigint }[]

/** What the steps of one computation read and write, by slot. */
export type Slots = {
  readonly numbers: (Exact | undefined)[]
  /** Of facts that are yes, no or an option. */
  readonly words: (string | undefined)[]
  readonly lists: (Listed | undefined)[]
  readonly overrides: readonly Override[]
  readonly places: readonly PlaceGiven[]
}

/** A step's result: none while something is unknown; and its arithmetic in a sentence, written only when it is read. */
export type Found = { readonly value?: Exact; readonly says: () => string }

export type Run = (slots: Slots) => Found

/** How a step's names are found and spoken of. */
export type Names = {
  readonly slot: (name: string) => number
  readonly say: (name: string, value: Exact) => string
}

const SILENT = (): string => ''

const missing = (name: string): Found => ({ says: () => `还不能算：不知道“${name}”` })

type On = (values: readonly Exact[]) => Found

/** Runs on the values of its names; without one of them nothing is found. */
function knowing(names: Names, needed: readonly string[], run: On): Run {
  const slots = needed.map(names.slot)
  return ({ numbers }) => {
    const values: Exact[] = []
    for (let i = 0; i < slots.length; i++) {
      const value = numbers[slots[i] ?? -1]
      if (value === undefined) return missing(needed[i] ?? '')
      values.push(value)
    }
    return run(values)
  }
}

const NOTHING = ZERO
const at = (values: readonly Exact[], i: number): Exact => values[i] ?? NOTHING

type Rounds = { readonly finish: (value: Exact) => Exact; readonly said: string }

function rounding(text: string | undefined): Rounds {
  const how = text === undefined ? undefined : roundingSaid(text)
  if (how === undefined) return { finish: (value) => value, said: '' }
  return { finish: (value) => rounded(value, how.how, how.grain), said: `，${text}` }
}

type Of<D extends SchemeStep['does']> = Extract<SchemeStep, { does: D }>

function excess({ of, line }: Of<'超过部分'>, names: Names, name: string): Run {
  return knowing(names, [of, line], (v) => {
    const [amount, from] = [at(v, 0), at(v, 1)]
    const value = above(amount, from)
    const says = (): string => {
      const [a, b] = [`${of}${names.say(of, amount)}`, `${line}${names.say(of, from)}`]
      return isLess(from, amount) ? `${a} − ${b} = ${names.say(name, value)}` : `${a}没有超过${b}，为0`
    }
    return { value, says }
  })
}

function share({ of, rate, rounding: how }: Of<'按比例'>, names: Names, name: string): Run {
  const { finish, said } = rounding(how)
  return knowing(names, [of, rate], (v) => {
    const value = finish(times(at(v, 0), at(v, 1)))
    const product = () => `${of}${names.say(of, at(v, 0))} × ${names.say(rate, at(v, 1))}`
    return { value, says: () => `${product()}${said} = ${names.say(name, value)}` }
  })
}

function progressive(step: Of<'分段计算'>, names: Names, name: string): Run {
  const { of, tiers } = step
  const { finish, said } = rounding(step.rounding)
  const needed = [of, ...tiers.flatMap(({ from, until, rate }) => [from, until ?? from, rate])]
  return knowing(names, needed, (v) => {
    const amount = at(v, 0)
    let sum = ZERO
    const parts: (() => string)[] = []
    tiers.forEach(({ until, rate }, i) => {
      const [low, high, percent] = [at(v, 3 * i + 1), at(v, 3 * i + 2), at(v, 3 * i + 3)]
      const part = above(until === undefined ? amount : lesser(amount, high), low)
      if (part.num === 0n) return
      sum = plus(sum, times(part, percent))
      parts.push(() => `${names.say(of, part)} × ${names.say(rate, percent)}`)
    })
    const value = finish(sum)
    return parts.length === 0
      ? { value, says: () => `${of}${names.say(of, amount)}没有到第一段，为0` }
      : { value, says: () => `${parts.map((each) => each()).join(' + ')}${said} = ${names.say(name, value)}` }
  })
}

/** The place of the tier an amount lies in; −1 for none. `v` holds amount, then from and until of each tier, `per` values each. */
function tierOf(v: readonly Exact[], tiers: readonly { until?: string | undefined }[], per: number): number {
  const amount = at(v, 0)
  return tiers.findIndex(
    ({ until }, i) =>
      !isLess(amount, at(v, per * i + 1)) && (until === undefined || isLess(amount, at(v, per * i + 2))),
  )
}

function flat({ of, tiers }: Of<'分档定额'>, names: Names, name: string): Run {
  const needed = [of, ...tiers.flatMap(({ from, until, gives }) => [from, until ?? from, gives])]
  return knowing(names, needed, (v) => {
    const i = tierOf(v, tiers, 3)
    const said = `${of}${names.say(of, at(v, 0))}`
    if (i < 0) return { value: ZERO, says: () => `${said}不在任何一档，为0` }
    const value = at(v, 3 * i + 3)
    return { value, says: () => `${said}在第${i + 1}档（${tiers[i]?.from}起），给${names.say(name, value)}` }
  })
}

function firstPlaces(step: Of<'前几名'>, names: Names, name: string): Run {
  const { of, tiers } = step
  const needed = [
    of,
    ...tiers.flatMap(({ from, until, places, gives }) => [from, until ?? from, places, gives]),
  ]
  const slots = needed.map(names.slot)
  const lies = knowing(names, needed, (v) => ({ value: whole(BigInt(tierOf(v, tiers, 4))), says: SILENT }))
  return (input) => {
    const tier = lies(input)
    if (tier.value === undefined) return tier
    const i = Number(tier.value.num)
    if (i < 0) return { value: ZERO, says: () => `${of}不在任何一档，为0` }
    const rank = input.places.find((place) => place.step === name && place.tier === i + 1)
    if (rank === undefined) return missing(`${name}的名次`)
    const value = (k: number): Exact => input.numbers[slots[4 * i + k] ?? -1] ?? ZERO
    const [places, gives] = [value(3), value(4)]
    const said = `第${i + 1}档${rank.among}家中第${rank.place}名，名额${places.num}名`
    return BigInt(rank.place) <= places.num
      ? { value: gives, says: () => `${said}，给${names.say(name, gives)}` }
      : { value: ZERO, says: () => `${said}，不在名额之内，为0` }
  }
}

function firstTime({ of, best, tiers }: Of<'首次达到'>, names: Names, name: string): Run {
  const needed = [of, best, ...tiers.flatMap(({ from, gives }) => [from, gives])]
  return knowing(names, needed, (v) => {
    const [amount, before] = [at(v, 0), at(v, 1)]
    const crossed = tiers.flatMap(({ from }, i) => {
      const line = at(v, 2 * i + 2)
      return isLess(amount, line) || !isLess(before, line) ? [] : [{ from, gives: at(v, 2 * i + 3) }]
    })
    const value = crossed.reduce((sum, { gives }) => plus(sum, gives), ZERO)
    const said = `${of}${names.say(of, amount)}，${best}${names.say(of, before)}`
    const lines = crossed.map(({ from, gives }) => `首次达到${from}，给${names.say(name, gives)}`)
    return {
      value,
      says: () => (lines.length === 0 ? `${said}：没有首次达到的线，为0` : `${said}：${lines.join('；')}`),
    }
  })
}

function wholeSteps({ of, every, gives }: Of<'每满'>, names: Names, name: string): Run {
  return knowing(names, [of, every, gives], (v) => {
    const count = wholeTimes(at(v, 0), at(v, 1))
    const value = times(at(v, 2), whole(count))
    const into = `${of}${names.say(of, at(v, 0))}满${names.say(of, at(v, 1))}的${count}次`
    return { value, says: () => `${into} × ${names.say(name, at(v, 2))} = ${names.say(name, value)}` }
  })
}

function eachLesser(step: Of<'逐笔取小'>, names: Names, name: string): Run {
  const { of, line, rate } = step
  const { finish, said } = rounding(step.rounding)
  const list = names.slot(of)
  const summed = (items: Listed, most: Exact, part: Exact | undefined): Found => {
    let [sum, count, cut] = [ZERO, 0n, 0n]
    for (const each of items) {
      const full = part === undefined ? each.amount : finish(times(each.amount, part))
      if (isLess(most, full)) cut += each.count
      sum = plus(sum, times(lesser(full, most), whole(each.count)))
      count += each.count
    }
    const of1 = part === undefined || rate === undefined ? '' : `的${names.say(rate, part)}${said}`
    const limit = `每笔${of1}不超过${names.say(name, most)}（${cut}笔到顶）`
    return { value: sum, says: () => `${of}${count}笔，${limit}，合计${names.say(name, sum)}` }
  }
  const limits = knowing(names, rate === undefined ? [line] : [line, rate], () => ({
    value: ZERO,
    says: SILENT,
  }))
  return (slots) => {
    const known = limits(slots)
    if (known.value === undefined) return known
    const items = slots.lists[list]
    if (items === undefined) return missing(of)
    const number = (key: string): Exact | undefined => slots.numbers[names.slot(key)]
    return summed(items, number(line) ?? ZERO, rate === undefined ? undefined : number(rate))
  }
}

function interest(step: Of<'计息'>, names: Names, name: string): Run {
  const { principal, rate, days } = step
  const { finish, said } = rounding(step.rounding)
  const perYear: Exact = { num: 1n, den: BigInt(step.year_days) }
  return knowing(names, [principal, rate, days], (v) => {
    const value = finish(times(times(at(v, 0), at(v, 1)), times(at(v, 2), perYear)))
    const terms = `${names.say(principal, at(v, 0))} × ${names.say(rate, at(v, 1))} × ${names.say(days, at(v, 2))}`
    return { value, says: () => `${terms} ÷ ${step.year_days}日${said} = ${names.say(name, value)}` }
  })
}

function capped(step: Of<'封顶'>, names: Names, name: string): Run {
  const { of, cap, used, exceed } = step
  const needed = [of, cap, ...(used === undefined ? [] : [used]), ...(exceed ? [exceed.up_to] : [])]
  const on = (v: readonly Exact[], override: Override | undefined): Found => {
    const amount = at(v, 0)
    const before = used === undefined ? ZERO : at(v, 2)
    const asked = override && exactOf(override.amount)
    const most = above(asked ?? at(v, 1), before)
    const value = lesser(amount, most)
    const limit = asked
      ? `上限经${override.approver}批准放宽到${names.say(name, asked)}（${override.reason}）`
      : `${cap}${names.say(cap, at(v, 1))}`
    const left =
      used === undefined ? limit : `${limit} − ${used}${names.say(of, before)} = ${names.say(of, most)}`
    return isLess(most, amount)
      ? { value, says: () => `${of}${names.say(of, amount)}，超过${left}，取${names.say(name, value)}` }
      : { value, says: () => `${of}${names.say(of, amount)}，没有超过${left}` }
  }
  const slots = needed.map(names.slot)
  const ready = knowing(names, needed, () => ({ value: ZERO, says: SILENT }))
  return (input) => {
    const known = ready(input)
    if (known.value === undefined) return known
    const override = input.overrides.find((each) => each.step === name)
    return on(
      slots.map((slot) => input.numbers[slot] ?? ZERO),
      override,
    )
  }
}

function combined(step: Of<'相加' | '取小' | '取大'>, names: Names, name: string): Run {
  const by = step.does === '相加' ? plus : step.does === '取小' ? lesser : greater
  return knowing(names, step.each, (v) => {
    const value = v.slice(1).reduce(by, at(v, 0))
    const each = step.each.map((part, i) => `${part}${names.say(part, at(v, i))}`)
    const joined = step.does === '相加' ? each.join(' + ') : `${each.join('、')}中${step.does}`
    return { value, says: () => `${joined} = ${names.say(name, value)}` }
  })
}

function less({ of, minus: other }: Of<'减去'>, names: Names, name: string): Run {
  return knowing(names, [of, other], (v) => {
    const value = above(at(v, 0), at(v, 1))
    const taken = `${of}${names.say(of, at(v, 0))} − ${other}${names.say(of, at(v, 1))}`
    const short = minus(at(v, 0), at(v, 1)).num < 0n
    return { value, says: () => (short ? `${taken}，不够减，为0` : `${taken} = ${names.say(name, value)}`) }
  })
}

/** 步骤计算 One step made ready: its names are slots, its reading is chosen. */
export function runOf(step: SchemeStep, names: Names, readings: ReadonlyMap<string, string>): Run {
  switch (step.does) {
    case '超过部分':
      return excess(step, names, step.name)
    case '按比例':
      return share(step, names, step.name)
    case '分段计算':
      return progressive(step, names, step.name)
    case '分档定额':
      return flat(step, names, step.name)
    case '前几名':
      return firstPlaces(step, names, step.name)
    case '首次达到':
      return firstTime(step, names, step.name)
    case '每满':
      return wholeSteps(step, names, step.name)
    case '逐笔取小':
      return eachLesser(step, names, step.name)
    case '计息':
      return interest(step, names, step.name)
    case '封顶':
      return capped(step, names, step.name)
    case '减去':
      return less(step, names, step.name)
    case '相加':
    case '取小':
    case '取大':
      return combined(step, names, step.name)
    case '舍入': {
      const { finish, said } = rounding(step.rounding)
      return knowing(names, [step.of], (v) => {
        const value = finish(at(v, 0))
        return {
          value,
          says: () => `${step.of}${names.say(step.of, at(v, 0))}${said} = ${names.say(step.name, value)}`,
        }
      })
    }
    case '按口径': {
      const adopted = readings.get(step.interpretation)
      const takes = step.readings.find(({ reading }) => reading === adopted)?.takes ?? step.name
      return knowing(names, [takes], (v) => ({
        value: at(v, 0),
        says: () => `按县里采用的口径取“${takes}” = ${names.say(step.name, at(v, 0))}`,
      }))
    }
    case '免费提供': {
      const { of, cap } = step
      return knowing(names, cap === undefined ? [of] : [of, cap], (v) => {
        const value = cap === undefined ? at(v, 0) : lesser(at(v, 0), at(v, 1))
        const limit = cap === undefined ? '' : `，${cap}${names.say(cap, at(v, 1))}`
        return {
          value,
          says: () => `${of}${names.say(of, at(v, 0))}${limit}：免费提供${names.say(step.name, value)}`,
        }
      })
    }
  }
}
