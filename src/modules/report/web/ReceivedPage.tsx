import { Form, Input } from 'antd'
import { useState } from 'react'
import { addSender, compareReceived, listSenders, receiveDispatch } from '#contract/report'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useFilter, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { Loaded, ProblemNote } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { periodText } from '../domain/period.ts'
import { ExportReceived } from './ExportList.tsx'
import './report.css'
import { reportWords } from './report-words.ts'
import { upwardWords } from './upward-words.ts'

type Comparison = AnswerOf<typeof compareReceived>
type Row = Comparison['rows'][number]
const LIMIT = 30 * 1_048_576

/** 上报汇总 */
export function Page() {
  const w = useWords(upwardWords)
  const { slug: etown, may } = useTown()
  const [form, setForm] = useFilter('form')
  const [period, setPeriod] = useFilter('period')
  const query = useRead(compareReceived, {
    etown,
    query: { form: form || undefined, period: period || undefined },
  })
  return (
    <>
      <PageHead title={w.received} lead={w.receivedLead} />
      {may.includes('report.receive') && <Receive />}
      <Loaded query={query} lines={8}>
        {(compared) => (
          <Compared compared={compared} form={form} period={period} onForm={setForm} onPeriod={setPeriod} />
        )}
      </Loaded>
      <Senders />
    </>
  )
}

function Receive() {
  const w = useWords(upwardWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async (chosen: File, { key }) =>
      ask(receiveDispatch, { etown, body: { file: await chosen.text() }, key }),
    { changes: [compareReceived, listSenders] },
  )
  const { step } = act
  return (
    <section>
      <FileDrop
        label={w.receive}
        hint={w.receiveHint}
        kinds={['.txt']}
        limitBytes={LIMIT}
        file={file}
        onFile={setFile}
      />
      {step.at === 'refused' && <ProblemNote error={step.problem} />}
      {step.at === 'done' && (
        <p role="status" className="note">
          {w.got(step.answer.sender, step.answer.number, step.answer.snapshots)}
        </p>
      )}
      <div className="report-acts">
        <SubmitButton act={act} disabled={file === undefined} onPress={() => file && void act.run(file)}>
          {w.receive}
        </SubmitButton>
      </div>
    </section>
  )
}

type ComparedProps = {
  readonly compared: Comparison
  readonly form: string
  readonly period: string
  readonly onForm: (form: string) => void
  readonly onPeriod: (period: string) => void
}

function Compared({ compared, form, period, onForm, onPeriod }: ComparedProps) {
  const w = useWords(upwardWords)
  const r = useWords(reportWords)
  const { forms, columns, rows } = compared
  const chosen = forms.find((one) => one.form === form) ?? forms[0]
  if (chosen === undefined) return <EmptyState title={w.nothing} next={w.nothingNext} />
  const shown: readonly Column<Row>[] = [
    {
      key: 'label',
      title: w.field,
      heads: true,
      cell: ({ label, unit }) => (unit === '' ? label : `${label}（${unit}）`),
    },
    ...columns.map(({ sender, name, number }, i) => ({
      key: sender,
      title: `${name} v${number}`,
      end: true,
      cell: ({ cells }: Row) => cells[i]?.shown ?? '—',
    })),
    {
      key: 'sum',
      title: w.sum,
      end: true,
      cell: ({ sum, unsummed }: Row) => sum ?? (unsummed === undefined ? '—' : w.unsummed[unsummed]),
    },
  ]
  return (
    <>
      <div className="filters">
        <div className="filter">
          <span aria-hidden>{w.form}</span>
          <Choice
            label={w.form}
            value={chosen.form}
            onChange={onForm}
            options={forms.map((one) => ({ value: one.form, label: one.name }))}
          />
        </div>
        <div className="filter">
          <span aria-hidden>{w.period}</span>
          <Choice
            label={w.period}
            value={chosen.periods.find((one) => one === period) ?? chosen.periods[0]}
            onChange={onPeriod}
            options={chosen.periods.map((one) => ({ value: one, label: periodText(one) }))}
          />
        </div>
      </div>
      <ul className="plain-list">
        {columns.map(({ sender, name, number, completeness: c, late }) => (
          <li key={sender}>
            <b>
              {name} v{number}
            </b>{' '}
            {c !== undefined && r.complete(c.known, c.required, c.unknown)}{' '}
            {late !== undefined && <StateTag tone={late === 0 ? 'good' : 'warn'}>{r.late(late)}</StateTag>}
          </li>
        ))}
      </ul>
      <ExportReceived table={{ table: 'comparison', form: chosen.form, ...(period && { period }) }} />
      <RowTable
        name="report.compared"
        caption={w.received}
        rows={rows}
        rowKey={({ field }) => field}
        columns={shown}
      />
    </>
  )
}

type Values = {
  readonly origin: string
  readonly name: string
  readonly keys: string
  readonly confirmed: string
}

function Senders() {
  const w = useWords(upwardWords)
  const { slug: etown, may } = useTown()
  const query = useRead(listSenders, { etown })
  const act = useAct(
    ({ keys, ...values }: Values, { key }) =>
      ask(addSender, { etown, body: { ...values, keys: keys.trim().split(/\s*\n\s*/) }, key }),
    { changes: [listSenders] },
  )
  const text = (name: keyof Values, label: string, long = false) => (
    <Form.Item name={name} label={label} rules={[{ required: true, message: w.fill(label) }]}>
      {long ? <Input.TextArea rows={4} /> : <Input maxLength={200} />}
    </Form.Item>
  )
  return (
    <section>
      <h2>{w.senders}</h2>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={w.noSenders} next={w.noSendersNext} />
          ) : (
            <RowTable
              name="report.senders"
              foot={<ExportReceived table={{ table: 'senders' }} />}
              caption={w.senders}
              rows={items}
              rowKey={({ id }) => id}
              columns={[
                { key: 'name', title: w.senderName, heads: true, cell: ({ name }) => name },
                { key: 'origin', title: w.origin, cell: ({ origin }) => <code>{origin}</code> },
                { key: 'count', title: w.count, end: true, cell: ({ dispatches }) => dispatches },
                {
                  key: 'lastAt',
                  title: w.lastAt,
                  cell: ({ lastAt }) => (lastAt === undefined ? '—' : <InstantText instant={lastAt} />),
                },
                { key: 'confirmed', title: w.confirmed, cell: ({ confirmed }) => confirmed },
              ]}
            />
          )
        }
      </Loaded>
      {may.includes('report.receive') && (
        <Unfold label={w.addSender}>
          <ActForm<Values>
            name="sender"
            labels={{ origin: w.origin, name: w.senderName, keys: w.keyLines, confirmed: w.confirmed }}
            step={act.step}
            onSubmit={act.run}
          >
            {text('name', w.senderName)}
            {text('origin', w.origin)}
            {text('keys', w.keyLines, true)}
            {text('confirmed', w.confirmed)}
            <SubmitButton act={act}>{w.addSender}</SubmitButton>
          </ActForm>
        </Unfold>
      )}
    </section>
  )
}
