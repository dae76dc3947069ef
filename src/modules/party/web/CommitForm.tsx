import { useState } from 'react'
import {
  type Batch,
  commitImport,
  getImport,
  listDuplicates,
  listImports,
  listParties,
  mapParties,
} from '#contract/party'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { countText } from '#web/ui/numbers.ts'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { importWords } from './import-words.ts'

/** All rows or the good ones: the person chooses, with the numbers before their eyes. */
export function CommitForm({ batch }: { readonly batch: Batch }) {
  const w = useWords(importWords)
  const [language] = useLanguage()
  const { slug: etown } = useTown()
  const [rows, setRows] = useState<'all' | 'good'>(batch.bad === 0 ? 'all' : 'good')
  const act = useAct(
    (wanted: 'all' | 'good', { key }) =>
      ask(commitImport, { etown, params: { batch: batch.id }, body: { rows: wanted }, key }),
    { changes: [getImport, listImports, listParties, listDuplicates, mapParties] },
  )
  const good = countText(batch.rows - batch.bad, language)
  const option = (value: 'all' | 'good', label: string) => (
    <label>
      <input type="radio" name="rows" checked={rows === value} onChange={() => setRows(value)} />
      {label}
    </label>
  )
  return (
    <section aria-labelledby="commit">
      <h2 id="commit">{w.commit}</h2>
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      <fieldset className="settings">
        <legend>{w.choice}</legend>
        {option('all', w.all)}
        {option('good', w.good(good))}
      </fieldset>
      <SubmitButton act={act} onPress={() => act.run(rows)}>
        {w.commit}
      </SubmitButton>
    </section>
  )
}
