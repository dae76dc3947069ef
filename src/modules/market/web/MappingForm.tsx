import { Form } from 'antd'
import {
  type Batch,
  getImport,
  getMapping,
  importAgain,
  listImports,
  mapColumns,
  STAGE_NAMES,
  STAGES,
} from '#contract/market'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask, newKey } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { importWords } from './import-words.ts'
import { type MappingValues, mappingOf } from './mapping-values.ts'

type Known = AnswerOf<typeof getMapping>
type Props = {
  readonly batch: Batch
  /** Statuses nobody knows yet, as the file writes them. */
  readonly statuses?: readonly string[]
}

/** 列对应 Which column is what, which status counts as what; saved, and the file is imported again. */
export function MappingForm({ batch, statuses = [] }: Props) {
  const w = useWords(importWords)
  const { slug: etown } = useTown()
  const known = useRead(getMapping, { etown, params: { platform: batch.platform } })
  return (
    <section aria-labelledby="mapping">
      <h2 id="mapping">{w.mapping}</h2>
      <p className="hint">{w.mappingLead}</p>
      <Loaded query={known}>{(answer) => <Fields batch={batch} statuses={statuses} known={answer} />}</Loaded>
    </section>
  )
}

/** Saves, then imports again; each has its own key, so that asking again does neither twice. */
function useMapping({ batch, statuses, known }: Required<Props> & { readonly known: Known }) {
  const { slug: etown } = useTown()
  const go = useGo()
  return useAct(
    async ({ values, next }: { readonly values: MappingValues; readonly next: string }, { key }) => {
      const body = mappingOf(batch.platform, known.mapping, values, statuses)
      await ask(mapColumns, { etown, body, key })
      return ask(importAgain, { etown, params: { batch: batch.id }, body: {}, key: next })
    },
    {
      changes: [getMapping, getImport, listImports],
      done: (begun) => go(`/e/${etown}/order-imports/${begun.batch}`),
    },
  )
}

function Fields({ batch, statuses, known }: Required<Props> & { readonly known: Known }) {
  const w = useWords(importWords)
  const say = useBoth()
  const act = useMapping({ batch, statuses, known })
  const missing = batch.found?.missing ?? []
  const before = known.mapping?.columns ?? {}
  const titles = [
    ...new Set([...(batch.found?.titles ?? batch.receipt?.unknownColumns ?? []), ...Object.values(before)]),
  ].filter((title) => title !== '')
  const labels = {
    ...Object.fromEntries(known.fields.map((one) => [`columns.${one.field}`, say(one)])),
    ...Object.fromEntries(statuses.map((text, i) => [`stages.s${i}`, text])),
  }
  const column = ({ field, names, ...words }: Known['fields'][number]) => (
    <Form.Item
      key={field}
      name={['columns', field]}
      label={say(words)}
      extra={names.length > 0 && w.builtIn(names.join('、'))}
    >
      <Choice empty={w.notThere} options={titles.map((title) => ({ value: title, label: title }))} />
    </Form.Item>
  )
  const rest = known.fields.filter(({ field }) => !missing.includes(field))
  return (
    <ActForm<MappingValues>
      name="mapping"
      labels={labels}
      step={act.step}
      initial={{ columns: before }}
      onSubmit={(values) => act.run({ values, next: newKey() })}
    >
      {known.mapping !== undefined && <p className="hint">{w.version(known.mapping.number)}</p>}
      {missing.length > 0 && <h3>{w.missing}</h3>}
      {known.fields.filter(({ field }) => missing.includes(field)).map(column)}
      {statuses.length > 0 && (
        <>
          <h3>{w.statuses}</h3>
          <p className="hint">{w.statusesLead}</p>
        </>
      )}
      {statuses.map((text, i) => (
        <Form.Item key={text} name={['stages', `s${i}`]} label={text}>
          <Choice
            empty={w.leave}
            options={STAGES.map((stage) => ({ value: stage, label: say(STAGE_NAMES[stage]) }))}
          />
        </Form.Item>
      ))}
      {titles.length > 0 && <Unfold label={w.moreFields}>{rest.map(column)}</Unfold>}
      <SubmitButton act={act}>{w.saveMapping}</SubmitButton>
    </ActForm>
  )
}
