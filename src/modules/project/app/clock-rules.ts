import { type Day, day } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import { type ClockRuleView, type listClocks, projectRefusals, type setClock } from '../contract/index.ts'
import { type ClockRuleRow, clockRulesOf, insertClockRule } from '../db/clock-rules.ts'
import { type ConfirmedClock, heldOn } from '../domain/clocks.ts'
import { limitOn, STATUTORY_LIMITS, type StatutoryLimit } from '../domain/limits.ts'
import { STATUTORY_CLOCKS } from '../domain/statute.ts'
import { type Doing, doingOf, evidenceRefusals } from './doing.ts'

export async function confirmedClocks({
  db,
  etown,
}: Pick<Doing, 'db' | 'etown'>): Promise<readonly ConfirmedClock[]> {
  return (await clockRulesOf(db, etown)).map(({ code, amount, unit, source, in_force_from }) => ({
    code,
    amount,
    unit: keyIn(UNITS, unit),
    source,
    inForceFrom: day(in_force_from),
  }))
}

const UNITS = { workdays: '个工作日', days: '日', percent: '%' } as const

export const unitText = ({
  amount,
  unit,
}: {
  readonly amount: number
  readonly unit: keyof typeof UNITS
}): string => `${amount}${UNITS[unit]}`

/** 法定期限与限额 All of them, each as it is held today; `certain`: the county has confirmed it. */
export async function listClocksIn(
  call: Call<typeof listClocks, 'project'>,
): Promise<Outcome<AnswerOf<typeof listClocks>>> {
  const doing = doingOf(call)
  const rows = await clockRulesOf(call.db, doing.etown)
  const confirmed = await confirmedClocks(doing)
  const clocks = STATUTORY_CLOCKS.map((clock) => {
    const held = heldOn(clock, confirmed, doing.today)
    const row = rows
      .filter(({ code, in_force_from }) => code === clock.code && in_force_from <= doing.today)
      .at(-1)
    const { code, zh, en, bound, unit, source } = held ?? clock
    return {
      binds: false,
      code,
      zh,
      en,
      bound,
      unit,
      source,
      certain: held?.certain ?? false,
      ...(held === undefined ? {} : { amount: held.amount }),
      ...(row === undefined ? {} : { inForceFrom: day(row.in_force_from), evidence: row.evidence }),
    }
  })
  const items = [
    ...clocks,
    ...STATUTORY_LIMITS.map((limit) => limitView(limit, rows, confirmed, doing.today)),
  ]
  return granted({ items, total: items.length })
}

function limitView(
  limit: StatutoryLimit,
  rows: readonly ClockRuleRow[],
  confirmed: readonly ConfirmedClock[],
  today: Day,
): ClockRuleView {
  const { code, zh, en, percent, binds, source, certain } = limitOn(limit, confirmed, today)
  const row = rows.filter((rule) => rule.code === code && rule.in_force_from <= today).at(-1)
  return {
    code,
    zh,
    en,
    bound: 'at-most',
    unit: 'percent',
    amount: percent,
    source,
    binds,
    certain,
    ...(row === undefined ? {} : { inForceFrom: day(row.in_force_from), evidence: row.evidence }),
  }
}

/** 核实期限 What the text itself says, with the text; the one before stays for what began before. */
export async function setClockIn(
  call: Call<typeof setClock, 'project'>,
): Promise<Outcome<AnswerOf<typeof setClock>>> {
  const doing = doingOf(call)
  const { amount, unit, source, inForceFrom, evidence } = call.body
  const code = call.params.clock
  const limit = STATUTORY_LIMITS.find((one) => one.code === code)
  const rule = limit ?? STATUTORY_CLOCKS.find((one) => one.code === code)
  if (rule === undefined) return refused(refusal(projectRefusals, 'project.clock_unknown'))
  const fits = (unit === 'percent') === (limit !== undefined) && (unit !== 'percent' || amount <= 100)
  const units = limit === undefined ? '工作日或日' : '百分之几（0 到 100）'
  const wrong = [
    ...(fits
      ? []
      : [refusal(projectRefusals, 'project.clock_unit', { clock: rule.zh, unit: units }, '/unit')]),
    ...(await evidenceRefusals(doing, evidence)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  const number = (await clockRulesOf(call.db, doing.etown)).filter((one) => one.code === code).length + 1
  await insertClockRule(call.db, {
    etown: doing.etown,
    code,
    number,
    amount,
    unit,
    source,
    in_force_from: inForceFrom,
    evidence,
    made_by: doing.account,
    made_at: doing.now,
  })
  doing.announce({
    kind: 'project.clock-confirmed',
    subject: code,
    payload: { number, amount, unit, inForceFrom },
    evidence: [evidence],
  })
  call.note(code, { amount, unit })
  return granted({ number })
}
