import { Form, Input } from 'antd'
import {
  listSubjectCodes,
  SUBJECT_KINDS,
  type Subject,
  type SubjectKind,
  setSubjectCode,
} from '#contract/trace'
import { keysOf } from '#kernel/keys'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { flowWords } from './flow-words.ts'
import { PartyChoice } from './PartyChoice.tsx'

type Values = { readonly party: string; readonly kind: SubjectKind; readonly code: string }

function SubjectForm() {
  const w = useWords(flowWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const act = useAct((body: Values, { key }) => ask(setSubjectCode, { etown, body, key }), {
    changes: [listSubjectCodes],
  })
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  return (
    <ActForm<Values>
      name="subject"
      labels={{ party: w.party, kind: w.subjectKind, code: w.subjectCode }}
      step={act.step}
      initial={{ kind: 'operator' }}
      onSubmit={act.run}
    >
      <Form.Item name="party" label={w.party} rules={required(w.party)}>
        <PartyChoice />
      </Form.Item>
      <Form.Item name="kind" label={w.subjectKind}>
        <Choice
          options={keysOf(SUBJECT_KINDS).map((key) => ({ value: key, label: say(SUBJECT_KINDS[key]) }))}
        />
      </Form.Item>
      <Form.Item name="code" label={w.subjectCode} rules={required(w.subjectCode)}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <SubmitButton act={act}>{w.subjectDo}</SubmitButton>
    </ActForm>
  )
}

/** 主体码 */
export function Page() {
  const w = useWords(flowWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const pages = usePages(listSubjectCodes, { etown, query: {} })
  const columns: readonly Column<Subject>[] = [
    { key: 'party', title: w.party, heads: true, cell: (row) => row.partyName },
    { key: 'kind', title: w.subjectKind, cell: (row) => say(SUBJECT_KINDS[row.kind]) },
    { key: 'code', title: w.subjectCode, cell: (row) => row.code },
    { key: 'at', title: w.when, cell: (row) => <InstantText instant={row.enteredAt} /> },
  ]
  return (
    <>
      <PageHead title={w.subject} lead={w.subjectLead} />
      {may.includes('trace.record') && (
        <Unfold label={w.subjectDo}>
          <SubjectForm />
        </Unfold>
      )}
      <DataTable
        name="trace.subjects"
        caption={w.subject}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.party}
        empty={<EmptyState title={w.subjectNone} next={w.subjectLead} />}
      />
    </>
  )
}
