import { bringEvidence } from '#contract/fund'
import type { Sending } from '#web/act.ts'
import { askUpload } from '#web/ask.ts'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'

export const PAPER_KINDS = ['.pdf', '.jpg', '.jpeg', '.png', '.webp', '.csv', '.xlsx']
export const PAPER_BYTES = 20 * 1024 * 1024

/** 上传 The signed paper an act rests on goes first; sent again with the act, it is the same file. `as`: which one of several. */
export async function bringPaper(
  etown: string,
  file: File,
  { key, onProgress }: Sending,
  as = 'file',
): Promise<string> {
  const { sha256 } = await askUpload(bringEvidence, file, { etown, key: `${key}-${as}`, onProgress })
  return sha256
}

type Props = {
  readonly label: string
  readonly file: File | undefined
  readonly onFile: (file: File | undefined) => void
}

export function PaperField({ label, file, onFile }: Props) {
  const w = useWords(subsidyWords)
  return (
    <FileDrop
      label={label}
      hint={w.fileHint}
      kinds={PAPER_KINDS}
      limitBytes={PAPER_BYTES}
      file={file}
      onFile={onFile}
    />
  )
}
