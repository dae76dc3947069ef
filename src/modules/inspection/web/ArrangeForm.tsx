import { useState } from 'react'
import { addTask, listPlans, listSamples, PURPOSES, readRegistry, takeSample } from '#contract/inspection'
import { listLots } from '#contract/trace'
import { keyIn, keysOf } from '#kernel/keys'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages, useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ChoiceItem, instantOf, MomentItem, nowLocal, TextItem } from './Fields.tsx'
import { inspectionWords } from './inspection-words.ts'

type Values = {
  readonly lot: string
  readonly method: string
  readonly purpose: string
  readonly plan?: string
  readonly takenAt: string
  readonly where: string
}

/** 安排检测 Task and first sample in one go: the code is what goes on the bag. */
export function ArrangeForm() {
  const w = useWords(inspectionWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const lots = usePages(listLots, { etown, query: { state: 'open' } })
  const registry = useRead(readRegistry, { etown })
  const plans = usePages(listPlans, { etown, query: {} })
  const foods = registry.data?.foods ?? []
  const [food, setFood] = useState('apple')
  const chosen = foods.find((one) => one.code === food)
  const act = useAct(
    async ({ lot, method, purpose, plan, takenAt, where }: Values, { key }) => {
      const body = { lot, food, method, purpose: keyIn(PURPOSES, purpose), ...(plan && { plan }) }
      const task = await ask(addTask, { etown, body, key })
      return ask(takeSample, {
        etown,
        params: { task: task.id },
        body: { takenAt: instantOf(takenAt), where },
        key: `${key}-sample`,
      })
    },
    { changes: [listSamples, listPlans] },
  )
  const labels = {
    lot: w.lot,
    method: w.method,
    purpose: w.purpose,
    plan: w.plan,
    takenAt: w.takenAt,
    where: w.where,
  }
  return (
    <>
      <div className="filter">
        <span aria-hidden>{w.food}</span>
        <Choice
          label={w.food}
          value={food}
          onChange={setFood}
          options={foods.map((one) => ({ value: one.code, label: say(one) }))}
        />
      </div>
      {chosen?.panel !== undefined && (
        <p className="note">
          {chosen.panel.why}：{chosen.panel.items.join('、')}（{chosen.panel.method}）
        </p>
      )}
      <ActForm<Values>
        key={food}
        name="arrange"
        labels={labels}
        step={act.step}
        initial={{ purpose: 'self', takenAt: nowLocal() }}
        onSubmit={act.run}
      >
        <ChoiceItem
          name="lot"
          label={w.lot}
          hint={lots.rows.length === 0 ? w.noLotsNext : undefined}
          options={lots.rows.map((lot) => ({
            value: lot.id,
            label: `${lot.itemName} ${lot.code} · ${lot.partyName}`,
          }))}
        />
        <ChoiceItem
          name="method"
          label={w.method}
          options={(chosen?.methods ?? []).map(({ code, warnings }) => ({
            value: code,
            label: warnings.length === 0 ? code : `${code} · ${w.extended}`,
          }))}
        />
        <ChoiceItem
          name="purpose"
          label={w.purpose}
          options={keysOf(PURPOSES).map((key) => ({ value: key, label: say(PURPOSES[key]) }))}
        />
        {plans.rows.length > 0 && (
          <ChoiceItem
            name="plan"
            label={w.plan}
            optional
            options={plans.rows.map((plan) => ({ value: plan.id, label: plan.name }))}
          />
        )}
        <MomentItem name="takenAt" label={w.takenAt} />
        <TextItem name="where" label={w.where} />
        <SubmitButton act={act}>{w.arrangeDo}</SubmitButton>
      </ActForm>
      {act.step.at === 'done' && (
        <p className="note note-good" role="status">
          {w.drawn(act.step.answer.code)}
        </p>
      )}
    </>
  )
}
