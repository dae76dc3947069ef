import { Form, Input } from 'antd'
import {
  type ApplicationDetail,
  appealApplication,
  getApplication,
  listApplications,
  withdrawApplication,
} from '#contract/subsidy'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'

type Props = { readonly application: ApplicationDetail }

const changes = [getApplication, listApplications]

function Withdraw({ application }: Props) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (seen: number, { key }) =>
      ask(withdrawApplication, { etown, params: { application: application.id }, body: { seen }, key }),
    { changes },
  )
  return (
    <>
      <p>{w.withdrawHint}</p>
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      <SubmitButton act={act} quiet onPress={() => act.run(application.version)}>
        {w.withdraw}
      </SubmitButton>
    </>
  )
}

function Appeal({ application }: Props) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const act = useAct(
    ({ reason }: { reason: string }, { key }) =>
      ask(appealApplication, {
        etown,
        params: { application: application.id },
        body: { seen: application.version, reason },
        key,
      }),
    { changes },
  )
  return (
    <ActForm<{ reason: string }>
      name="appeal"
      labels={{ reason: w.reason }}
      step={act.step}
      onSubmit={act.run}
    >
      <Form.Item
        name="reason"
        label={w.reason}
        rules={[{ required: true, whitespace: true, message: w.fill(w.reason) }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
      <SubmitButton act={act}>{w.appeal}</SubmitButton>
    </ActForm>
  )
}

/** 提交之后 The number, what happens next, and what the applicant may still do. */
export function Withdrawing({ application }: Props) {
  const w = useWords(subsidyWords)
  const { may } = useTown()
  const { number, state, withdrawUntil } = application
  if (!may.includes('subsidy.apply') || number === undefined) return null
  return (
    <section aria-label={w.number}>
      {state === 'submitted' && (
        <div className="note note-good" role="status">
          <p>{w.submitted(number)}</p>
          <p>{w.next}</p>
        </div>
      )}
      {withdrawUntil !== undefined && <Withdraw application={application} />}
      {state === 'refused' && (
        <>
          <div className="note note-warn" role="status">
            <p>
              {w.refusedBecause(application.deeds.findLast((deed) => deed.state === 'refused')?.reason ?? '')}
            </p>
          </div>
          <Appeal application={application} />
        </>
      )}
    </section>
  )
}
