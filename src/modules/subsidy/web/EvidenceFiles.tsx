import { getFile } from '#contract/subsidy'
import { addressOf } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'

type Props = {
  readonly application: string
  readonly files: readonly { readonly sha256: string; readonly name: string }[]
}

const isImage = (name: string): boolean => /\.(jpe?g|png|webp)$/i.test(name)

/** 看凭证 Pictures and PDF beside the figure they prove, everything in a tab of its own. Nothing is loaded before it is wanted. */
export function EvidenceFiles({ application, files }: Props) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  if (files.length === 0) return null
  return (
    <ul className="evidence">
      {files.map(({ sha256, name }) => {
        const href = addressOf(getFile, { etown, params: { application, sha256 } })
        return (
          <li key={sha256}>
            <a href={href} target="_blank" rel="noreferrer">
              {name}
            </a>
            {isImage(name) && (
              <Unfold label={w.look}>
                <img src={href} alt={name} loading="lazy" />
              </Unfold>
            )}
            {/\.pdf$/i.test(name) && (
              <Unfold label={w.look}>
                <iframe src={href} title={name} loading="lazy" />
              </Unfold>
            )}
          </li>
        )
      })}
    </ul>
  )
}
