import { useBoth } from '#web/ui/words.ts'
import { KIND_NAMES } from './kind-names.ts'

/** What a record is, in the reader's words; the word of the log beside it, as it stands in the public leaf. */
export function KindName({ kind }: { readonly kind: string }) {
  const say = useBoth()
  const name = KIND_NAMES.get(kind)
  if (name === undefined) return kind
  return (
    <>
      {say(name)} <code className="attest-kind">{kind}</code>
    </>
  )
}
