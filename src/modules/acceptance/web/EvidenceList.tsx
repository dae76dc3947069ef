import { Form, Input } from 'antd'
import { useState } from 'react'
import {
  addEvidence,
  bringPaper,
  type Evidence,
  getItem,
  type ItemDetail,
  listItems,
  openPaper,
} from '#contract/acceptance'
import type { Day } from '#kernel/day'
import { type Sending, useAct } from '#web/act.ts'
import { addressOf, ask } from '#web/ask.ts'
import { bringTo } from '#web/bring.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PaperField } from '#web/ui/PaperField.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { acceptanceWords } from './acceptance-words.ts'

export const CHANGES = [getItem, listItems]

/** The original goes first; sent again with the act, it is the same file. */
export const bring = bringTo(bringPaper)

/** 证据 What was added by people and what the system noted when it happened. */
export function EvidenceList({ detail }: { readonly detail: ItemDetail }) {
  const w = useWords(acceptanceWords)
  const { slug: etown, may } = useTown()
  const columns: readonly Column<Evidence>[] = [
    {
      key: 'title',
      title: w.title,
      heads: true,
      cell: (one) =>
        one.collected || one.sha256 === undefined ? (
          one.title
        ) : (
          <a
            href={addressOf(openPaper, { etown, params: { item: detail.code, evidence: one.id } })}
            target="_blank"
            rel="noreferrer"
          >
            {one.title}
          </a>
        ),
    },
    { key: 'day', title: w.happenedOn, cell: (one) => <DayText day={one.happenedOn} /> },
    { key: 'by', title: w.by, cell: (one) => (one.collected ? w.collected : one.addedBy) },
    { key: 'leaf', title: w.leaf, cell: (one) => (one.leaf === undefined ? w.notYet : `#${one.leaf}`) },
    {
      key: 'hash',
      title: 'SHA-256',
      cell: (one) =>
        one.sha256 === undefined ? '—' : <code className="hash">{one.sha256.slice(0, 12)}…</code>,
    },
  ]
  const shown = detail.evidenceList
  return (
    <section>
      <h2>{w.evidenceList}</h2>
      {shown.length === 0 ? (
        <EmptyState title={w.noEvidence} next={w.noEvidenceNext} />
      ) : (
        <RowTable
          name="acceptance.evidence"
          caption={w.evidenceList}
          rows={shown.slice(0, 20)}
          total={detail.evidence}
          columns={columns}
          rowKey={({ id }) => id}
          foot={
            detail.evidence > 20 ? (
              <p className="hint">{w.shownOf(Math.min(20, shown.length), detail.evidence)}</p>
            ) : undefined
          }
        />
      )}
      {may.includes('acceptance.assess') && (
        <Unfold label={w.addEvidence}>
          <AddForm key={detail.evidence} item={detail.code} />
        </Unfold>
      )}
    </section>
  )
}

type Values = { readonly title: string; readonly happenedOn: Day }

function AddForm({ item }: { readonly item: string }) {
  const w = useWords(acceptanceWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ paper, ...values }: Values & { readonly paper: File }, sending: Sending) => {
      const evidence = await bring(etown, paper, sending)
      return ask(addEvidence, { etown, params: { item }, body: { ...values, evidence }, key: sending.key })
    },
    { changes: CHANGES },
  )
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  return (
    <ActForm<Values>
      name="evidence"
      labels={{ title: w.title, happenedOn: w.happenedOn }}
      step={act.step}
      onSubmit={(values) => file && act.run({ ...values, paper: file })}
    >
      <Form.Item name="title" label={w.title} rules={required(w.title)}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="happenedOn" label={w.happenedOn} rules={required(w.happenedOn)}>
        <DateField />
      </Form.Item>
      <PaperField to={bringPaper} label={w.paper} file={file} onFile={setFile} />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.addEvidence}
      </SubmitButton>
    </ActForm>
  )
}
