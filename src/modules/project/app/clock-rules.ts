import { day } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import { type listClocks, projectRefusals, type setClock } from '../contract/index.ts'
import { clockRulesOf, insertClockRule } from '../db/clock-rules.ts'
import { type ConfirmedClock, heldOn } from '../domain/clocks.ts'
import { STATUTORY_CLOCKS } from '../domain/statute.ts'
import { type Doing, doingOf, evidenceRefusals } from './doing.ts'

export async function confirmedClocks({
  db,
  etown,
}: Pick<Doing, 'db' | 'etown'>): Promise<readonly ConfirmedClock[]> {
  return (await clockRulesOf(db, etown)).map(({ code, amount, unit, source, in_force_from }) => ({
    code,
    amount,
    unit: unit === 'days' ? 'days' : 'workdays',
    source,
    inForceFrom: day(in_force_from),
  }))
}

export const unitText = ({
  amount,
  unit,
}: {
  readonly amount: number
  readonly unit: 'workdays' | 'days'
}): string => `${amount}${unit === 'days' ? '日' : '个工作日'}`

/** 法定期限 All of them, each as it is held today; `certain`: the county has confirmed it. */
export async function listClocksIn(
  call: Call<typeof listClocks, 'project'>,
): Promise<Outcome<AnswerOf<typeof listClocks>>> {
  const doing = doingOf(call)
  const rows = await clockRulesOf(call.db, doing.etown)
  const confirmed = await confirmedClocks(doing)
  const items = STATUTORY_CLOCKS.map((clock) => {
    const held = heldOn(clock, confirmed, doing.today)
    const row = rows
      .filter(({ code, in_force_from }) => code === clock.code && in_force_from <= doing.today)
      .at(-1)
    const { code, zh, en, bound, unit, source } = held ?? clock
    return {
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
  return granted({ items, total: items.length })
}

/** 核实期限 What the text itself says, with the text; the one before stays for what began before. */
export async function setClockIn(
  call: Call<typeof setClock, 'project'>,
): Promise<Outcome<AnswerOf<typeof setClock>>> {
  const doing = doingOf(call)
  const { amount, unit, source, inForceFrom, evidence } = call.body
  const code = call.params.clock
  if (!STATUTORY_CLOCKS.some((clock) => clock.code === code))
    return refused(refusal(projectRefusals, 'project.clock_unknown'))
  const wrong = await evidenceRefusals(doing, evidence)
  if (wrong.length > 0) return refused(...wrong)
  const number = (await clockRulesOf(call.db, doing.etown)).filter((rule) => rule.code === code).length + 1
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
