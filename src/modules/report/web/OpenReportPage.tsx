import { Form } from 'antd'
import { useState } from 'react'
import { type Every, listForms, listReports, openReport } from '#contract/report'
import { dayOfInstant } from '#kernel/day'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { periodOf, periodText, recentCodes } from '../domain/period.ts'
import { reportWords } from './report-words.ts'

const OFFERED = 25

/** The periods that are over, the newest first. */
function offered(every: Every): readonly string[] {
  const today = dayOfInstant(Date.now())
  return recentCodes(every, today, OFFERED).filter(
    (code) => (periodOf(every, code)?.until ?? '9999') <= today,
  )
}

/** 开始填报 */
export function Page() {
  const w = useWords(reportWords)
  const { slug } = useTown()
  const forms = useRead(listForms, { etown: slug })
  return (
    <>
      <PageHead title={w.start} lead={w.startLead} />
      <Loaded query={forms}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={w.noForms}
              next={w.noFormsNext}
              action={<To href={`/e/${slug}/report-forms`}>{w.toForms}</To>}
            />
          ) : (
            <OpenForm forms={items} />
          )
        }
      </Loaded>
    </>
  )
}

type Offered = { readonly code: string; readonly name: string; readonly every: Every }
type Values = { readonly form: string; readonly period: string }

function OpenForm({ forms }: { readonly forms: readonly Offered[] }) {
  const w = useWords(reportWords)
  const { slug: etown } = useTown()
  const go = useGo()
  const [first] = forms
  const [chosen, setChosen] = useState(first?.code ?? '')
  const every = forms.find(({ code }) => code === chosen)?.every ?? 'month'
  const periods = offered(every)
  const act = useAct((body: Values, { key }) => ask(openReport, { etown, body, key }), {
    changes: [listReports],
    done: ({ id }) => go(`/e/${etown}/reports/${id}`),
  })
  return (
    <ActForm<{ readonly period: string }>
      key={every}
      name="open-report"
      labels={{ form: w.form, period: w.period }}
      step={act.step}
      initial={{ period: periods[0] ?? '' }}
      onSubmit={({ period }) => act.run({ form: chosen, period })}
    >
      <Form.Item label={w.form} htmlFor="open-report_form">
        <Choice
          id="open-report_form"
          value={chosen}
          onChange={setChosen}
          options={forms.map(({ code, name }) => ({ value: code, label: name }))}
        />
      </Form.Item>
      <Form.Item name="period" label={w.period}>
        <Choice options={periods.map((code) => ({ value: code, label: periodText(code) }))} />
      </Form.Item>
      <SubmitButton act={act}>{w.start}</SubmitButton>
    </ActForm>
  )
}
