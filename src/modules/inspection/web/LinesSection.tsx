import { useState } from 'react'
import {
  getSample,
  giveLine,
  importLines,
  LINE_TROUBLES,
  type Line,
  listLines,
  listSamples,
  readDesk,
} from '#contract/inspection'
import { useAct } from '#web/act.ts'
import { ask, askUpload } from '#web/ask.ts'
import { useFilter, useTown } from '#web/desk/place.ts'
import { usePages, useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ChoiceItem, TextItem } from './Fields.tsx'
import { inspectionWords } from './inspection-words.ts'

const MOST_BYTES = 8 * 1024 * 1024

function ImportForm() {
  const w = useWords(inspectionWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const desk = useRead(readDesk, { etown })
  const [file, setFile] = useState<File>()
  const act = useAct(
    ({ instrument }: { instrument: string }, { key, onProgress }) =>
      askUpload(importLines, file ?? new File([], ''), { etown, params: { instrument }, key, onProgress }),
    { changes: [listLines, listSamples] },
  )
  return (
    <ActForm<{ instrument: string }>
      name="lines"
      labels={{ instrument: w.instruments }}
      step={act.step}
      onSubmit={act.run}
    >
      <ChoiceItem
        name="instrument"
        label={w.instruments}
        options={(desk.data?.instruments ?? []).map((one) => ({
          value: one.id,
          label: `${one.name} ${one.serial}`,
        }))}
      />
      <FileDrop
        label={w.lineFile}
        kinds={['.txt', '.csv', '.log']}
        limitBytes={MOST_BYTES}
        file={file}
        onFile={setFile}
      />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.importDo}
      </SubmitButton>
      {act.step.at === 'done' && (
        <div role="status" className="note">
          <p>
            {w.intake(
              act.step.answer.lines,
              act.step.answer.fresh,
              act.step.answer.known,
              act.step.answer.runs,
            )}
          </p>
          {act.step.answer.uncalibrated > 0 && <p>{w.uncalibrated(act.step.answer.uncalibrated)}</p>}
          <ul>
            {act.step.answer.bad.map(({ row, trouble }) => (
              <li key={row}>{w.badLine(row, say(LINE_TROUBLES[trouble]))}</li>
            ))}
          </ul>
        </div>
      )}
    </ActForm>
  )
}

function GiveForm({ line }: { readonly line: Line }) {
  const w = useWords(inspectionWords)
  const { slug: etown } = useTown()
  const act = useAct(
    ({ code }: { code: string }, { key }) =>
      ask(giveLine, { etown, params: { code: code.trim() }, body: { line: line.id }, key }),
    { changes: [listLines, listSamples, getSample] },
  )
  return (
    <ActForm<{ code: string }>
      name={`give-${line.id}`}
      labels={{ code: w.code }}
      step={act.step}
      onSubmit={act.run}
    >
      <TextItem name="code" label={w.code} most={12} />
      <SubmitButton act={act}>{w.give}</SubmitButton>
    </ActForm>
  )
}

/** 仪器读数 What devices sent, word for word; those that name no sample wait for a person. */
export function LinesSection() {
  const w = useWords(inspectionWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const [only, setOnly] = useFilter('only')
  const pages = usePages(listLines, { etown, query: only === 'unused' ? { only } : {} })
  const columns: readonly Column<Line>[] = [
    { key: 'raw', title: w.raw, heads: true, cell: (row) => <code>{row.raw}</code> },
    { key: 'code', title: w.code, cell: (row) => row.sampleCode ?? '—' },
    { key: 'value', title: w.percent, end: true, cell: (row) => row.value ?? '—' },
    {
      key: 'at',
      title: w.measuredAt,
      cell: (row) => (row.readAt === undefined ? '—' : <InstantText instant={row.readAt} />),
    },
    {
      key: 'state',
      title: w.state,
      cell: (row) =>
        row.trouble !== undefined ? (
          <StateTag tone="bad">{say(LINE_TROUBLES[row.trouble])}</StateTag>
        ) : row.used ? (
          <StateTag tone="good">{w.used}</StateTag>
        ) : (
          <>
            <StateTag tone="wait">{w.unused}</StateTag>
            <Unfold label={w.give}>
              <GiveForm line={row} />
            </Unfold>
          </>
        ),
    },
  ]
  return (
    <section>
      <h2>{w.lines}</h2>
      <p>{w.linesLead}</p>
      <Unfold label={w.importLines}>
        <ImportForm />
      </Unfold>
      <div className="filters">
        <div className="filter">
          <span aria-hidden>{w.state}</span>
          <Choice
            label={w.state}
            empty={w.all}
            value={only}
            onChange={setOnly}
            options={[{ value: 'unused', label: w.showUnused }]}
          />
        </div>
      </div>
      <DataTable
        name="inspection.lines"
        caption={w.lines}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.noLines} next={w.noLinesNext} />}
      />
    </section>
  )
}
