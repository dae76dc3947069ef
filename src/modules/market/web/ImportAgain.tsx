import { type Batch, getImport, importAgain, listImports } from '#contract/market'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { importWords } from './import-words.ts'

/** 再次导入 The same bytes once more: from a server that repaired itself, or to see that nothing counts twice. */
export function ImportAgain({ batch }: { readonly batch: Batch }) {
  const w = useWords(importWords)
  const { slug: etown } = useTown()
  const go = useGo()
  const act = useAct(
    (id: string, { key }) => ask(importAgain, { etown, params: { batch: id }, body: {}, key }),
    {
      changes: [getImport, listImports],
      done: (begun) => go(`/e/${etown}/order-imports/${begun.batch}`),
    },
  )
  return (
    <Unfold label={w.again}>
      <p className="hint">{w.againHint}</p>
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      <SubmitButton act={act} onPress={() => act.run(batch.id)}>
        {w.againNow}
      </SubmitButton>
    </Unfold>
  )
}
