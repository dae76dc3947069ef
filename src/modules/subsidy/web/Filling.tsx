import { Form, Input } from 'antd'
import {
  type ApplicationDetail,
  type FactView,
  getApplication,
  listApplications,
  submitApplication,
} from '#contract/subsidy'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'
import { TrialNote } from './TrialNote.tsx'
import { fenTyped } from './yuan.ts'

function FactTag({ fact }: { readonly fact: FactView }) {
  const w = useWords(subsidyWords)
  if (fact.fromRows !== undefined)
    return <StateTag tone={fact.known ? 'good' : 'warn'}>{`${w.counted} ${fact.said}`}</StateTag>
  if (!fact.known) return <StateTag tone="wait">{w.empty}</StateTag>
  return (
    <StateTag tone={fact.files.length > 0 ? 'good' : 'warn'}>
      {fact.files.length > 0 ? w.filled : w.noFile}
    </StateTag>
  )
}

type Values = { readonly requestedFen?: string; readonly despite?: string }

/** 清单、核对、提交 What is still to do, what comes out as it stands, and handing it in. */
export function Filling({ application }: { readonly application: ApplicationDetail }) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const { id, version, facts, trial, isService } = application
  const toFill = facts.filter(({ fromRows }) => fromRows === undefined)
  const act = useAct(
    ({ requestedFen, despite }: Values, { key }) => {
      const fen = fenTyped(requestedFen)
      return ask(submitApplication, {
        etown,
        params: { application: id },
        body: {
          seen: version,
          ...(fen === undefined ? {} : { requestedFen: fen }),
          ...(despite === undefined || despite.trim() === '' ? {} : { despite }),
        },
        key,
      })
    },
    { changes: [getApplication, listApplications] },
  )
  return (
    <>
      {application.state === 'returned' && (
        <div className="note note-warn" role="status">
          <p>{w.returned(application.deeds.findLast(({ event }) => event === 'return')?.reason ?? '')}</p>
        </div>
      )}
      <section aria-labelledby="tasks">
        <h2 id="tasks">{w.tasks}</h2>
        <p className="hint">{w.tasksLead}</p>
        <ol className="tasks">
          {facts.map((fact) => (
            <li key={fact.name}>
              {fact.fromRows === undefined ? (
                <To href={`/e/${etown}/subsidy-applications/${id}/facts/${toFill.indexOf(fact) + 1}`}>
                  {fact.name}
                </To>
              ) : (
                fact.name
              )}{' '}
              <FactTag fact={fact} />
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="review">
        <h2 id="review">{w.review}</h2>
        <p>{w.trial}</p>
        <TrialNote trial={trial} />
        {application.unsorted !== undefined && <p className="hint">{application.unsorted}</p>}
        <ActForm<Values>
          name="submit"
          labels={{ requestedFen: w.requested, despite: w.despite }}
          step={act.step}
          onSubmit={act.run}
        >
          {!isService && (
            <Form.Item name="requestedFen" label={w.requested}>
              <Input inputMode="decimal" autoComplete="off" />
            </Form.Item>
          )}
          {trial.verdict === '不符' && (
            <Form.Item name="despite" label={w.despite} extra={w.despiteHint}>
              <Input.TextArea rows={3} maxLength={200} />
            </Form.Item>
          )}
          <SubmitButton act={act}>{w.submit}</SubmitButton>
        </ActForm>
      </section>
    </>
  )
}
