import { Button, Input } from 'antd'
import { useState } from 'react'
import {
  computeReport,
  fillReport,
  getReport,
  handInSheet,
  listReports,
  offlineSheet,
  type ReportCell,
  submitReport,
} from '#contract/report'
import { useAct } from '#web/act.ts'
import { addressOf, ask, askUpload } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import type { Problem } from '#web/problem.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { type ProblemLine, ProblemSummary } from '#web/ui/ProblemSummary.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import type { Detail } from './detail.ts'
import { reportWords } from './report-words.ts'
import { CellFrame, CellValue } from './SeenCells.tsx'

type Answer = 'typed' | 'unknown' | 'no-base'
type Edit = { readonly answer: Answer; readonly value: string; readonly note: string }
type Edits = Readonly<Record<string, Edit>>

const CHANGES = [getReport, listReports]
const LIMIT = 5 * 1_048_576
export const inputOf = (field: string): string => `cell_${field}`

const isComputed = ({ origin, definition, fact }: ReportCell): boolean =>
  origin === 'computed' || (origin === 'no-base' && definition !== undefined) || fact !== undefined

/** What the cell holds, as it would be typed. */
function editOf(cell: ReportCell): Edit {
  const answer = cell.origin === 'unknown' || cell.origin === 'no-base' ? cell.origin : 'typed'
  const typed = cell.unit === '' ? (cell.value ?? '') : (cell.shown ?? '').replace(/[^\d.-]/g, '')
  return { answer, value: typed, note: cell.note ?? '' }
}

const same = (a: Edit, b: Edit): boolean => a.answer === b.answer && a.value === b.value && a.note === b.note

function sentOf(cell: ReportCell, { answer, value, note }: Edit) {
  const frame = { field: cell.key, base: cell.no, ...(note.trim() === '' ? {} : { note: note.trim() }) }
  const before = editOf(cell)
  // Only the note changed: what is kept exactly is not sent back as it is shown.
  if (isComputed(cell) || (before.answer === answer && before.value === value))
    return { ...frame, origin: 'kept' as const }
  return answer === 'typed' ? { ...frame, origin: 'typed' as const, value } : { ...frame, origin: answer }
}

const linesOf = (problem: Problem, language: 'zh' | 'en'): readonly ProblemLine[] =>
  problem.refusals.map((refusal) => {
    const field = /^\/cells\/([a-z0-9-]+)$/.exec(refusal.pointer ?? '')?.[1]
    return { text: refusal[language], ...(field === undefined ? {} : { field: inputOf(field) }) }
  })

/** 填报 The cells that nobody computes are filled; every problem is told at once and leads to its cell. */
export function FillCells({ detail }: { readonly detail: Detail }) {
  const w = useWords(reportWords)
  const [language] = useLanguage()
  const { slug: etown } = useTown()
  const [edits, setEdits] = useState<Edits>({})
  const params = { report: detail.id }
  const changed = detail.cells.filter((cell) => {
    const edit = edits[cell.key]
    return edit !== undefined && !same(edit, editOf(cell))
  })
  const save = useAct(
    (cells: readonly ReportCell[], { key }) =>
      ask(fillReport, {
        etown,
        params,
        body: { cells: cells.map((cell) => sentOf(cell, edits[cell.key] ?? editOf(cell))) },
        key,
      }),
    { changes: CHANGES },
  )
  const submit = useAct((_: undefined, { key }) => ask(submitReport, { etown, params, body: {}, key }), {
    changes: CHANGES,
  })
  const compute = useAct((_: undefined, { key }) => ask(computeReport, { etown, params, body: {}, key }), {
    changes: CHANGES,
  })
  const refused = [save, submit, compute].flatMap(({ step }) => (step.at === 'refused' ? [step.problem] : []))
  const dirty = changed.length > 0
  return (
    <>
      <ProblemSummary lines={refused.flatMap((problem) => linesOf(problem, language))} />
      <ul className="report-cells">
        {detail.cells.map((cell) => (
          <CellFrame key={cell.key} cell={cell} detail={detail}>
            <CellEdit
              cell={cell}
              edit={edits[cell.key] ?? editOf(cell)}
              onEdit={(edit) => setEdits((now) => ({ ...now, [cell.key]: edit }))}
            />
          </CellFrame>
        ))}
      </ul>
      {!dirty && detail.problems.length > 0 && (
        <section className="note note-warn">
          <h2>{w.open}</h2>
          <ul>
            {detail.problems.map((problem) => (
              <li key={problem.zh}>{problem[language]}</li>
            ))}
          </ul>
        </section>
      )}
      <div className="report-acts">
        {dirty ? (
          <>
            <SubmitButton act={save} onPress={() => void save.run(changed)}>
              {w.save}
            </SubmitButton>
            <span role="status">{w.unsaved(changed.length)}</span>
          </>
        ) : (
          <SubmitButton act={submit} onPress={() => void submit.run(undefined)}>
            {w.submit}
          </SubmitButton>
        )}
        <Button onClick={() => void compute.run(undefined)} loading={compute.step.at === 'running'}>
          {w.compute}
        </Button>
      </div>
      <Offline detail={detail} />
    </>
  )
}

type EditProps = {
  readonly cell: ReportCell
  readonly edit: Edit
  readonly onEdit: (edit: Edit) => void
}

function CellEdit({ cell, edit, onEdit }: EditProps) {
  const w = useWords(reportWords)
  const computed = isComputed(cell)
  const id = inputOf(cell.key)
  const ways = [
    { value: 'typed', label: w.typed },
    { value: 'unknown', label: w.unknown },
    ...(cell.unit === '%' ? [{ value: 'no-base', label: w.noBase }] : []),
  ]
  const field =
    cell.unit === '' ? (
      <Input.TextArea
        id={id}
        aria-label={cell.label}
        autoSize={{ minRows: 2 }}
        maxLength={2000}
        value={edit.value}
        onChange={(event) => onEdit({ ...edit, value: event.target.value })}
      />
    ) : (
      <Input
        id={id}
        aria-label={`${cell.label}（${cell.unit}）`}
        inputMode="decimal"
        maxLength={24}
        value={edit.value}
        onChange={(event) => onEdit({ ...edit, value: event.target.value })}
      />
    )
  return (
    <>
      {computed ? <CellValue cell={cell} /> : edit.answer === 'typed' && field}
      {!computed && (
        <Choice
          label={w.answer(cell.label)}
          value={edit.answer}
          options={ways}
          onChange={(way) =>
            onEdit({ ...edit, answer: way === 'unknown' || way === 'no-base' ? way : 'typed' })
          }
        />
      )}
      {cell.fact === undefined && (
        <Input
          aria-label={w.noteOf(cell.label)}
          placeholder={w.note}
          maxLength={500}
          value={edit.note}
          onChange={(event) => onEdit({ ...edit, note: event.target.value })}
        />
      )}
    </>
  )
}

function Offline({ detail }: { readonly detail: Detail }) {
  const w = useWords(reportWords)
  const [language] = useLanguage()
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const params = { report: detail.id }
  const act = useAct(
    (sheet: File, { key, onProgress }) => askUpload(handInSheet, sheet, { etown, params, key, onProgress }),
    { changes: CHANGES },
  )
  const { step } = act
  return (
    <Unfold label={w.offline}>
      <p className="hint">{w.offlineLead}</p>
      <p>
        <a href={addressOf(offlineSheet, { etown, params })}>{w.download}</a>
      </p>
      <FileDrop label={w.handIn} kinds={['.xlsx']} limitBytes={LIMIT} file={file} onFile={setFile} />
      {step.at === 'refused' && <ProblemSummary lines={linesOf(step.problem, language)} />}
      {step.at === 'done' && (
        <div role="status" className={step.answer.left.length > 0 ? 'note note-warn' : 'note'}>
          <p>{w.taken(step.answer.taken, step.answer.left.length)}</p>
          <ul>
            {step.answer.left.map((one) => (
              <li key={one.field}>{one[language]}</li>
            ))}
          </ul>
        </div>
      )}
      <Button
        disabled={file === undefined}
        loading={step.at === 'running'}
        onClick={() => file && void act.run(file)}
      >
        {w.handIn}
      </Button>
    </Unfold>
  )
}
