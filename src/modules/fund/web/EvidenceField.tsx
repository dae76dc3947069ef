import { bringEvidence, fundEvidence } from '#contract/fund'
import { addressOf } from '#web/ask.ts'
import { bringTo } from '#web/bring.ts'
import { useTown } from '#web/desk/place.ts'
import { PaperField } from '#web/ui/PaperField.tsx'
import { useWords } from '#web/ui/words.ts'
import { fundWords } from './fund-words.ts'

export const bring = bringTo(bringEvidence)

type Props = {
  readonly file: File | undefined
  readonly onFile: (file: File | undefined) => void
  /** What the file is, where “evidence” says too little. */
  readonly label?: string
}

export function EvidenceField({ file, onFile, label }: Props) {
  const w = useWords(fundWords)
  return <PaperField label={label ?? w.evidence} to={bringEvidence} file={file} onFile={onFile} />
}

/** 证据 The file behind a row, opened beside the page. */
export function EvidenceLink({ sha256 }: { readonly sha256: string }) {
  const w = useWords(fundWords)
  const { slug: etown } = useTown()
  return (
    <a href={addressOf(fundEvidence, { etown, params: { sha256 } })} target="_blank" rel="noreferrer">
      {w.openEvidence}
    </a>
  )
}
