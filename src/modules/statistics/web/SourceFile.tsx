import { FileDrop } from '#web/ui/FileDrop.tsx'
import { useWords } from '#web/ui/words.ts'
import { statisticsWords } from './statistics-words.ts'

type Props = {
  readonly file: File | undefined
  readonly onFile: (file: File | undefined) => void
  readonly share: number | undefined
}

/** What the platform takes as a document; it looks at the content, not at the ending. */
const KINDS = ['.pdf', '.jpg', '.jpeg', '.png', '.webp', '.csv', '.xlsx', '.xls']

export function SourceFile(props: Props) {
  const w = useWords(statisticsWords)
  return <FileDrop label={w.file} hint={w.fileHint} kinds={KINDS} limitBytes={64 * 1024 ** 2} {...props} />
}
