import { Form, Input } from 'antd'
import { getLot, issueLabels, type LabelRun, type LotDetail, labelSheet, listLots } from '#contract/trace'
import { keysOf } from '#kernel/keys'
import { useAct } from '#web/act.ts'
import { addressOf, ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { traceWords } from './trace-words.ts'

function IssueForm({ lot }: { readonly lot: LotDetail }) {
  const w = useWords(traceWords)
  const { slug: etown } = useTown()
  const act = useAct(
    ({ quantity }: { quantity: string }, { key }) =>
      ask(issueLabels, { etown, params: { lot: lot.id }, body: { quantity: Number(quantity) }, key }),
    { changes: [getLot, listLots] },
  )
  return (
    <ActForm<{ quantity: string }>
      name="labels"
      labels={{ quantity: w.count }}
      step={act.step}
      onSubmit={act.run}
    >
      <Form.Item
        name="quantity"
        label={w.count}
        extra={w.issueLead(lot.canLabel)}
        rules={[{ required: true, pattern: /^[1-9]\d{0,5}$/, message: w.fill(w.count) }]}
      >
        <Input inputMode="numeric" maxLength={6} />
      </Form.Item>
      <SubmitButton act={act}>{w.issueDo}</SubmitButton>
    </ActForm>
  )
}

function Run({ run }: { readonly run: LabelRun }) {
  const w = useWords(traceWords)
  const { slug: etown, may } = useTown()
  const ready = run.made >= run.quantity
  return (
    <li>
      {w.run(run.id)} · <span role="status">{w.progress(run.made, run.quantity)}</span>
      {!ready && <progress value={run.made} max={run.quantity} aria-label={w.run(run.id)} />}
      {run.trouble !== undefined && <p role="alert">{w.failed(run.trouble)}</p>}
      {ready && may.includes('trace.record') && (
        <ul className="links">
          {keysOf(w.sheets).map((form) => (
            <li key={form}>
              <a href={addressOf(labelSheet, { etown, params: { run: run.id }, query: { form } })} download>
                {w.sheets[form]}
              </a>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

/** 赋码 How many codes there are, how many more there can be, and the sheets to print. */
export function Labels({ lot }: { readonly lot: LotDetail }) {
  const w = useWords(traceWords)
  const { may } = useTown()
  return (
    <section aria-labelledby="labels-of-lot">
      <h2 id="labels-of-lot">{w.issue}</h2>
      {may.includes('trace.record') && lot.canLabel > 0 && <IssueForm lot={lot} />}
      {lot.runs.length === 0 ? (
        <p>{w.none}</p>
      ) : (
        <ul>
          {lot.runs.map((run) => (
            <Run key={run.id} run={run} />
          ))}
        </ul>
      )}
    </section>
  )
}
