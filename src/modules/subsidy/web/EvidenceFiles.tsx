import { useState } from 'react'
import { getFile } from '#contract/subsidy'
import { addressOf } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'

type Props = {
  readonly application: string
  readonly files: readonly { readonly sha256: string; readonly name: string }[]
}

/** 在这里看 A picture or a PDF beside the figure it proves; nothing is loaded before it is opened. */
function Look({ href, name }: { readonly href: string; readonly name: string }) {
  const w = useWords(subsidyWords)
  const [open, setOpen] = useState(false)
  const isImage = /\.(jpe?g|png|webp)$/i.test(name)
  if (!isImage && !/\.pdf$/i.test(name)) return null
  return (
    <details className="unfold" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{w.look}</summary>
      {open && (isImage ? <img src={href} alt={name} /> : <iframe src={href} title={name} />)}
    </details>
  )
}

/** 凭证 Each in a tab of its own, or here. */
export function EvidenceFiles({ application, files }: Props) {
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
            <Look href={href} name={name} />
          </li>
        )
      })}
    </ul>
  )
}
