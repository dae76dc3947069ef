import type { Endpoint } from '#kernel/endpoint'
import { FileDrop } from './FileDrop.tsx'
import { kitWords } from './kit-words.ts'
import { useWords } from './words.ts'

/** What a telephone's connection still carries in one go. */
const MOST_BYTES = 50 * 1024 * 1024

const PICTURES = ['.jpg', '.jpeg', '.png', '.webp']
const ENDINGS = {
  document: ['.pdf'],
  image: PICTURES,
  table: ['.xlsx', '.csv'],
  yaml: ['.yaml', '.yml'],
} as const

type Props = {
  readonly label: string
  /** Where the file will go: what it accepts is what may be chosen. */
  readonly to: Pick<Endpoint, 'accepts'>
  /** What the form wants to see in it; the kinds and the limit are said anyway. */
  readonly hint?: string
  /** Taken on the spot: pictures only. */
  readonly picture?: boolean
  readonly file: File | undefined
  readonly onFile: (file: File | undefined) => void
  /** Share of the file that has left, while it is being sent. */
  readonly share?: number | undefined
}

/** 凭据 The signed paper, table or picture that an act rests on. */
export function PaperField({ label, to, hint, picture = false, file, onFile, share }: Props) {
  const w = useWords(kitWords)
  const kinds = picture ? PICTURES : (to.accepts ?? []).flatMap((kind) => ENDINGS[kind])
  return (
    <FileDrop
      label={label}
      hint={[hint, picture ? w.pictureHint : w.paperHint].filter(Boolean).join(' ')}
      kinds={kinds}
      limitBytes={MOST_BYTES}
      file={file}
      onFile={onFile}
      share={share}
    />
  )
}
