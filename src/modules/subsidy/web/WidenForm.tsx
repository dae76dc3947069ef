import { Form, Input } from 'antd'
import { type ApplicationDetail, approveOverride, getApplication, proposeOverride } from '#contract/subsidy'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { Money } from '#web/ui/Money.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'
import { fenTyped } from './yuan.ts'

type Props = { readonly application: ApplicationDetail }

function Propose({ application }: Props) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const act = useAct(
    ({ amountFen, reason }: { amountFen: string; reason: string }, { key }) =>
      ask(proposeOverride, {
        etown,
        params: { application: application.id },
        body: { amountFen: fenTyped(amountFen) ?? '0', reason, seen: application.version },
        key,
      }),
    { changes: [getApplication] },
  )
  const needed = (label: string) => [{ required: true, whitespace: true, message: w.fill(label) }]
  return (
    <ActForm<{ amountFen: string; reason: string }>
      name="widen"
      labels={{ amountFen: w.amountYuan, reason: w.reason }}
      step={act.step}
      onSubmit={act.run}
    >
      <Form.Item name="amountFen" label={w.amountYuan} rules={needed(w.amountYuan)}>
        <Input inputMode="decimal" autoComplete="off" />
      </Form.Item>
      <Form.Item name="reason" label={w.reason} rules={needed(w.reason)}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
      <SubmitButton act={act}>{w.widen}</SubmitButton>
    </ActForm>
  )
}

function Approve({ application, amountFen }: Props & { readonly amountFen: string }) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (amount: string, { key }) =>
      ask(approveOverride, {
        etown,
        params: { application: application.id },
        body: { amountFen: amount, seen: application.version },
        key,
      }),
    { changes: [getApplication] },
  )
  return (
    <>
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      <SubmitButton act={act} onPress={() => act.run(amountFen)}>
        {w.approveWiden}
      </SubmitButton>
    </>
  )
}

/** 放宽上限 Where the text says 原则上: one proposes with a reason, another approves. */
export function WidenForm({ application }: Props) {
  const w = useWords(subsidyWords)
  const { may } = useTown()
  const { widening, state } = application
  if (widening === undefined || may.includes('subsidy.apply')) return null
  const { proposed, step, words } = widening
  const open = state === 'submitted'
  if (!open && proposed === undefined) return null
  return (
    <section aria-labelledby="widen">
      <h2 id="widen">{w.widenTitle(step)}</h2>
      <p className="hint">{words}</p>
      {proposed !== undefined && (
        <p>
          <Money fen={proposed.amountFen} /> {proposed.reason}（{proposed.approved ? w.widened : w.notWidened}
          ）
        </p>
      )}
      {open && may.includes('subsidy.decide') && proposed?.approved === false && (
        <Approve application={application} amountFen={proposed.amountFen} />
      )}
      {open && may.includes('subsidy.review') && (
        <Unfold label={w.widen}>
          <Propose application={application} />
        </Unfold>
      )}
    </section>
  )
}
