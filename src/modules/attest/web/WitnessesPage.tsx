import { Form, Input } from 'antd'
import { addWitness, readLog, retireWitness } from '#contract/attest'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { witnessWords } from './witness-words.ts'
import './attest.css'

type Witness = AnswerOf<typeof readLog>['witnesses'][number]
type NewWitness = { readonly url: string; readonly key: string }

/** 见证方 Who signs this log besides us. */
export function Page() {
  const w = useWords(witnessWords)
  const { slug, may } = useTown()
  const log = useRead(readLog, { etown: slug }, { every: () => 5_000 })
  const invites = may.includes('attest.invite')
  const columns: readonly Column<Witness>[] = [
    { key: 'name', title: w.name, heads: true, cell: (r) => r.name },
    { key: 'url', title: w.address, cell: (r) => r.url },
    { key: 'size', title: w.signed, end: true, cell: (r) => r.size },
    {
      key: 'answered',
      title: w.answered,
      cell: (r) => (r.answeredAt === undefined ? w.never : <InstantText instant={r.answeredAt} />),
    },
    {
      key: 'state',
      title: w.state,
      cell: (r) =>
        r.retired ? (
          <StateTag tone="quiet">{w.retired}</StateTag>
        ) : (
          <>
            <StateTag tone="good">{w.active}</StateTag> {invites && <Retire slug={slug} name={r.name} />}
          </>
        ),
    },
  ]
  return (
    <>
      <PageHead title={w.title} lead={w.lead} />
      <Loaded query={log}>
        {({ witnesses }) =>
          witnesses.length === 0 ? (
            <EmptyState title={w.none} next={w.noneNext} />
          ) : (
            <RowTable
              name="attest.witnesses"
              caption={w.title}
              columns={columns}
              rows={witnesses}
              rowKey={(r) => r.name}
            />
          )
        }
      </Loaded>
      {invites && <Add slug={slug} />}
    </>
  )
}

function Retire({ slug, name }: { readonly slug: string; readonly name: string }) {
  const w = useWords(witnessWords)
  const act = useAct((body: { name: string }, { key }) => ask(retireWitness, { etown: slug, body, key }), {
    changes: [readLog],
  })
  return (
    <SubmitButton act={act} onPress={() => act.run({ name })}>
      {w.retire}
    </SubmitButton>
  )
}

function Add({ slug }: { readonly slug: string }) {
  const w = useWords(witnessWords)
  const act = useAct((body: NewWitness, { key }) => ask(addWitness, { etown: slug, body, key }), {
    changes: [readLog],
  })
  const rules = [{ required: true, message: w.missing }]
  return (
    <section aria-labelledby="add-witness">
      <h2 id="add-witness">{w.add}</h2>
      <ActForm<NewWitness>
        name="witness"
        labels={{ url: w.url, key: w.key }}
        step={act.step}
        onSubmit={act.run}
      >
        <Form.Item name="url" label={w.url} extra={w.urlHint} rules={rules}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="key" label={w.key} extra={w.keyHint} rules={rules}>
          <Input maxLength={400} />
        </Form.Item>
        <SubmitButton act={act}>{w.send}</SubmitButton>
      </ActForm>
    </section>
  )
}
