import { Form, Input } from 'antd'
import { useState } from 'react'
import { adoptSheet, listSheets, type ScoringView, scoreIndicator } from '#contract/acceptance'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { bring } from './EvidenceList.tsx'
import { oversightWords } from './oversight-words.ts'

/** 第三方评分 */
export function Page() {
  const w = useWords(oversightWords)
  const { slug: etown, may } = useTown()
  const query = useRead(listSheets, { etown })
  return (
    <>
      <PageHead title={w.scoring} lead={w.scoringLead} />
      <Loaded query={query} lines={8}>
        {({ items }) => (
          <>
            {items.length === 0 && <EmptyState title={w.noSheet} next={w.noSheetNext} />}
            {items.map((sheet) => (
              <Sheet key={sheet.id} sheet={sheet} />
            ))}
            {may.includes('acceptance.adopt') && <Adopt key={items.length} />}
          </>
        )}
      </Loaded>
    </>
  )
}

type Line = ScoringView['lines'][number]

function Sheet({ sheet }: { readonly sheet: ScoringView }) {
  const w = useWords(oversightWords)
  const { may } = useTown()
  const columns: readonly Column<Line>[] = [
    {
      key: 'code',
      title: w.indicator,
      heads: true,
      cell: ({ code, name, block, group }) => (
        <>
          {code} {name}
          <div className="hint">{[block, group].filter(Boolean).join(' · ')}</div>
        </>
      ),
    },
    { key: 'standard', title: w.standard, cell: (line) => <span className="broad">{line.text}</span> },
    { key: 'papers', title: w.papers, cell: (line) => line.evidence.join('、') },
    { key: 'site', title: w.onSite, cell: (line) => line.onSite },
    { key: 'weight', title: w.weight, end: true, cell: (line) => line.weight },
    { key: 'points', title: w.points, end: true, cell: (line) => line.points ?? w.unscored },
    { key: 'reason', title: w.reason, cell: (line) => line.reason ?? '—' },
  ]
  return (
    <section>
      <h2>{sheet.name}</h2>
      <FactList
        facts={[
          [w.total, w.totalOf(sheet.total, sheet.full, sheet.bonus)],
          [w.grade, sheet.grade],
          [w.rounding, sheet.rounding],
          [w.source, sheet.source],
        ]}
      />
      <RowTable
        name="acceptance.scores"
        caption={sheet.name}
        rows={sheet.lines}
        columns={columns}
        rowKey={({ code }) => code}
      />
      {may.includes('acceptance.score') && (
        <Unfold label={w.score}>
          <ScoreForm key={sheet.lines.filter(({ points }) => points !== undefined).length} sheet={sheet} />
        </Unfold>
      )}
    </section>
  )
}

type Score = { readonly indicator: string; readonly points: string; readonly reason: string }

function ScoreForm({ sheet }: { readonly sheet: ScoringView }) {
  const w = useWords(oversightWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (body: Score, { key }) => ask(scoreIndicator, { etown, params: { sheet: sheet.id }, body, key }),
    { changes: [listSheets] },
  )
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  return (
    <ActForm<Score>
      name={`score-${sheet.id}`}
      labels={{ indicator: w.indicator, points: w.points, reason: w.reason }}
      step={act.step}
      onSubmit={act.run}
    >
      <Form.Item name="indicator" label={w.indicator} rules={required(w.indicator)}>
        <Choice
          empty="—"
          options={sheet.lines.map(({ code, name, weight }) => ({
            value: code,
            label: `${code} ${name}（${weight}）`,
          }))}
        />
      </Form.Item>
      <Form.Item name="points" label={w.points} rules={required(w.points)}>
        <Input inputMode="decimal" maxLength={6} />
      </Form.Item>
      <Form.Item name="reason" label={w.reason} rules={required(w.reason)}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <SubmitButton act={act}>{w.score}</SubmitButton>
    </ActForm>
  )
}

function Adopt() {
  const w = useWords(oversightWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ sheet }: { readonly sheet: File | undefined }, sending: Sending) => {
      const body = sheet === undefined ? {} : { evidence: await bring(etown, sheet, sending) }
      return ask(adoptSheet, { etown, body, key: sending.key })
    },
    { changes: [listSheets] },
  )
  return (
    <Unfold label={w.adoptFile}>
      <ActForm<Record<string, never>>
        name="adopt"
        labels={{}}
        step={act.step}
        onSubmit={() => act.run({ sheet: file })}
      >
        <FileDrop
          label={w.sheetFile}
          hint={w.sheetHint}
          kinds={['.yaml', '.yml']}
          limitBytes={1024 * 1024}
          file={file}
          onFile={setFile}
        />
        <SubmitButton act={act}>{file === undefined ? w.adoptOwn : w.adoptFile}</SubmitButton>
      </ActForm>
    </Unfold>
  )
}
