import { getFile } from '#contract/subsidy'
import { addressOf } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'

type Props = {
  readonly application: string
  readonly files: readonly { readonly sha256: string; readonly name: string }[]
}

export function EvidenceFiles({ application, files }: Props) {
  const { slug: etown } = useTown()
  return (
    <ul>
      {files.map(({ sha256, name }) => (
        <li key={sha256}>
          <a
            href={addressOf(getFile, { etown, params: { application, sha256 } })}
            target="_blank"
            rel="noreferrer"
          >
            {name}
          </a>
        </li>
      ))}
    </ul>
  )
}
