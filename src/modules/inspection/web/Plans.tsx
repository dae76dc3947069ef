import { addPlan, listPlans, readRegistry } from '#contract/inspection'
import { day } from '#kernel/day'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages, useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ChoiceItem, DayItem, TextItem } from './Fields.tsx'
import { inspectionWords } from './inspection-words.ts'

/** 抽样计划 How many samples of a food are to be drawn, and how many are. */
export function Plans() {
  const w = useWords(inspectionWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const pages = usePages(listPlans, { etown, query: {} })
  const registry = useRead(readRegistry, { etown })
  type Values = { name: string; food: string; samples: string; from: string; until: string }
  const act = useAct(
    ({ name, food, samples, from, until }: Values, { key }) =>
      ask(addPlan, {
        etown,
        body: { name, food, samples: Number(samples), from: day(from), until: day(until) },
        key,
      }),
    { changes: [listPlans] },
  )
  const labels = { name: w.name, food: w.food, samples: w.planSamples, from: w.from, until: w.to }
  return (
    <section>
      <h2>{w.plans}</h2>
      {pages.rows.length === 0 ? (
        <p>{w.noPlans}</p>
      ) : (
        <ul>
          {pages.rows.map((plan) => (
            <li key={plan.id}>
              {plan.name} · {plan.foodName} · {w.planN(plan.drawn, plan.samples)} ·{' '}
              <DayText day={plan.from} /> – <DayText day={plan.until} />
            </li>
          ))}
        </ul>
      )}
      {may.includes('inspection.sample') && (
        <Unfold label={w.addPlan}>
          <ActForm<Values> name="plan" labels={labels} step={act.step} onSubmit={act.run}>
            <TextItem name="name" label={w.name} />
            <ChoiceItem
              name="food"
              label={w.food}
              options={(registry.data?.foods ?? []).map((food) => ({ value: food.code, label: say(food) }))}
            />
            <TextItem name="samples" label={w.planSamples} number most={5} />
            <DayItem name="from" label={w.from} />
            <DayItem name="until" label={w.to} />
            <SubmitButton act={act}>{w.addPlan}</SubmitButton>
          </ActForm>
        </Unfold>
      )}
    </section>
  )
}
