import { bringEvidence, fundEvidence } from '#contract/fund'
import type { Sending } from '#web/act.ts'
import { addressOf, askUpload } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { useWords } from '#web/ui/words.ts'
import { fundWords } from './fund-words.ts'

/** 上传 Brings the file in before the act that rests on it; sent again with the act, it is the same file. */
export async function bring(etown: string, file: File, { key, onProgress }: Sending): Promise<string> {
  const { sha256 } = await askUpload(bringEvidence, file, { etown, key: `${key}-file`, onProgress })
  return sha256
}

type Props = {
  readonly file: File | undefined
  readonly onFile: (file: File | undefined) => void
  /** What the file is, where “evidence” says too little. */
  readonly label?: string
}

export function EvidenceField({ file, onFile, label }: Props) {
  const w = useWords(fundWords)
  return (
    <FileDrop
      label={label ?? w.evidence}
      hint={w.evidenceHint}
      kinds={['.pdf', '.jpg', '.jpeg', '.png', '.webp', '.xlsx', '.csv']}
      limitBytes={50 * 1024 * 1024}
      file={file}
      onFile={onFile}
    />
  )
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
