import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import {
  CALL_OUTCOMES,
  commitDraw,
  type DrawView,
  drawSample,
  listDraws,
  revealPhone,
  tellCall,
} from '#contract/acceptance'
import { keysOf } from '#kernel/keys'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { bring } from './EvidenceList.tsx'
import { oversightWords } from './oversight-words.ts'

/** 电话抽样核实 */
export function Page() {
  const w = useWords(oversightWords)
  const { slug: etown, may } = useTown()
  const query = useRead(listDraws, { etown })
  return (
    <>
      <PageHead title={w.draws} lead={w.drawsLead} />
      <Loaded query={query} lines={8}>
        {({ items }) => (
          <>
            {items.length === 0 && <EmptyState title={w.noDraws} next={w.noDrawsNext} />}
            {items.map((draw) => (
              <Draw key={draw.id} draw={draw} />
            ))}
            {may.includes('acceptance.adopt') && (
              <Unfold label={w.commit}>
                <CommitForm key={items.length} />
              </Unfold>
            )}
          </>
        )}
      </Loaded>
    </>
  )
}

type Row = DrawView['rows'][number]

function Draw({ draw }: { readonly draw: DrawView }) {
  const w = useWords(oversightWords)
  const { may } = useTown()
  const columns: readonly Column<Row>[] = [
    { key: 'name', title: w.name, heads: true, cell: (row) => `${row.place}. ${row.name}` },
    { key: 'row', title: w.row, end: true, cell: (row) => row.row },
    { key: 'phone', title: w.phone, cell: (row) => <Phone draw={draw.id} row={row} /> },
    { key: 'outcome', title: w.outcome, cell: (row) => row.outcome },
    { key: 'note', title: w.note, cell: (row) => row.note ?? '—' },
  ]
  const opened = draw.seed !== undefined
  return (
    <section>
      <h2>{draw.purpose}</h2>
      <p>
        <StateTag tone={opened ? 'good' : 'wait'}>{opened ? w.drawn : w.notDrawn}</StateTag>{' '}
        {w.listed(draw.listed, draw.wanted)} <InstantText instant={draw.drawnAt ?? draw.committedAt} />
      </p>
      <FactList
        facts={[
          [w.listHash, <code key="list">{draw.list}</code>],
          [w.seedHash, <code key="hash">{draw.seedSha256}</code>],
          ...(opened
            ? ([
                [w.seed, <code key="seed">{draw.seed}</code>],
                [w.words, draw.words],
              ] as const)
            : []),
        ]}
      />
      {opened ? (
        <>
          <RowTable
            name="acceptance.drawn"
            caption={draw.purpose}
            rows={draw.rows}
            columns={columns}
            rowKey={({ place }) => String(place)}
          />
          <p className="hint">{w.how}</p>
          {may.includes('acceptance.draw') && <CallForm draw={draw} />}
        </>
      ) : (
        may.includes('acceptance.draw') && <DrawForm draw={draw.id} />
      )}
    </section>
  )
}

function Phone({ draw, row }: { readonly draw: string; readonly row: Row }) {
  const w = useWords(oversightWords)
  const { slug: etown, may } = useTown()
  const act = useAct((_: undefined) =>
    ask(revealPhone, { etown, params: { draw, place: String(row.place) } }),
  )
  if (act.step.at === 'done') return act.step.answer.phone
  return (
    <>
      {row.phone}{' '}
      {may.includes('acceptance.draw') && (
        <Button size="small" aria-label={`${w.reveal} ${row.place}`} onClick={() => act.run(undefined)}>
          {w.reveal}
        </Button>
      )}
    </>
  )
}

type Commit = { readonly purpose: string; readonly wanted: string }

function CommitForm() {
  const w = useWords(oversightWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ purpose, wanted, paper }: Commit & { readonly paper: File }, sending: Sending) => {
      const list = await bring(etown, paper, sending)
      return ask(commitDraw, { etown, body: { purpose, wanted: Number(wanted), list }, key: sending.key })
    },
    { changes: [listDraws] },
  )
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  return (
    <ActForm<Commit>
      name="commit"
      labels={{ purpose: w.purpose, wanted: w.wanted, list: w.list }}
      step={act.step}
      onSubmit={(values) => file && act.run({ ...values, paper: file })}
    >
      <Form.Item name="purpose" label={w.purpose} rules={required(w.purpose)}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="wanted"
        label={w.wanted}
        rules={[{ required: true, pattern: /^[1-9]\d{0,2}$/, message: w.fill(w.wanted) }]}
      >
        <Input inputMode="numeric" maxLength={3} />
      </Form.Item>
      <FileDrop
        label={w.list}
        hint={w.listHint}
        kinds={['.csv', '.xlsx']}
        limitBytes={20 * 1024 * 1024}
        file={file}
        onFile={setFile}
      />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.commit}
      </SubmitButton>
    </ActForm>
  )
}

function DrawForm({ draw }: { readonly draw: string }) {
  const w = useWords(oversightWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (body: { readonly words: string }, { key }) => ask(drawSample, { etown, params: { draw }, body, key }),
    { changes: [listDraws] },
  )
  return (
    <ActForm<{ readonly words: string }>
      name={`draw-${draw}`}
      labels={{ words: w.words }}
      step={act.step}
      onSubmit={act.run}
    >
      <Form.Item
        name="words"
        label={w.words}
        extra={w.wordsHint}
        rules={[{ required: true, message: w.fill(w.words) }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <SubmitButton act={act}>{w.draw}</SubmitButton>
    </ActForm>
  )
}

type Told = { readonly place: string; readonly outcome: string; readonly note?: string }

function CallForm({ draw }: { readonly draw: DrawView }) {
  const w = useWords(oversightWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const act = useAct(
    ({ place, outcome, note }: Told, { key }) =>
      ask(tellCall, {
        etown,
        params: { draw: draw.id, place },
        body: {
          outcome: keysOf(CALL_OUTCOMES).find((one) => one === outcome) ?? 'unreachable',
          note: note ?? '',
        },
        key,
      }),
    { changes: [listDraws] },
  )
  return (
    <Unfold label={w.tell}>
      <ActForm<Told>
        name={`call-${draw.id}`}
        labels={{ place: w.place, outcome: w.outcome, note: w.note }}
        step={act.step}
        initial={{ place: '1', outcome: 'confirmed' }}
        onSubmit={act.run}
      >
        <Form.Item name="place" label={w.name}>
          <Choice
            options={draw.rows.map(({ place, name }) => ({
              value: String(place),
              label: `${place}. ${name}`,
            }))}
          />
        </Form.Item>
        <Form.Item name="outcome" label={w.outcome}>
          <Choice
            options={keysOf(CALL_OUTCOMES).map((key) => ({ value: key, label: say(CALL_OUTCOMES[key]) }))}
          />
        </Form.Item>
        <Form.Item name="note" label={w.note}>
          <Input maxLength={500} />
        </Form.Item>
        <SubmitButton act={act}>{w.tell}</SubmitButton>
      </ActForm>
    </Unfold>
  )
}
