import { StateTag } from '#web/ui/StateTag.tsx'
import { useWords } from '#web/ui/words.ts'
import { listWords } from './party-words.ts'

/** Inside, outside, or not known: three states, never two. */
export function InsideTag({ inside }: { readonly inside: boolean | undefined }) {
  const w = useWords(listWords)
  if (inside === undefined) return <StateTag tone="wait">{w.inside.unknown}</StateTag>
  return inside ? (
    <StateTag tone="good">{w.inside.yes}</StateTag>
  ) : (
    <StateTag tone="quiet">{w.inside.no}</StateTag>
  )
}
