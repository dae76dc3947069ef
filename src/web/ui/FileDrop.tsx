import { FileAddOutlined } from '@ant-design/icons'
import { type ChangeEvent, type DragEvent, useId, useState } from 'react'
import { kitWords } from './kit-words.ts'
import { shareText, sizeText } from './numbers.ts'
import { useWords } from './words.ts'

type Props = {
  readonly label: string
  readonly hint?: string
  /** Name endings that may be chosen: `['.csv', '.xlsx']`. */
  readonly kinds: readonly string[]
  readonly limitBytes: number
  readonly file: File | undefined
  readonly onFile: (file: File | undefined) => void
  /** Several may be chosen at once: `onFile` is called for each, and the caller lists them. */
  readonly many?: boolean
  /** Share of the file that has left, while it is being sent. */
  readonly share?: number | undefined
}

/** Chooses a file, by keyboard, by finger or by dropping it, and shows how far it has been sent. */
export function FileDrop({ label, hint, kinds, limitBytes, file, onFile, many = false, share }: Props) {
  const w = useWords(kitWords)
  const id = useId()
  const [over, setOver] = useState(false)
  const [problem, setProblem] = useState<string>()
  const busy = share !== undefined

  const problemOf = ({ name, size }: File): string | undefined => {
    const known = kinds.some((k) => name.toLowerCase().endsWith(k))
    if (!known) return w.fileKind(kinds.join(' '))
    return size > limitBytes ? w.fileTooLarge(sizeText(limitBytes)) : undefined
  }
  const take = (chosen: FileList | null) => {
    if (busy || chosen === null) return
    const files = [...chosen].slice(0, many ? chosen.length : 1)
    setProblem(files.map(problemOf).find((found) => found !== undefined))
    for (const one of files) onFile(problemOf(one) === undefined ? one : undefined)
  }
  const dragged = (event: DragEvent, inside: boolean) => {
    event.preventDefault()
    setOver(inside)
  }
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    take(event.target.files)
    // The same file can be chosen again after it was put right.
    event.target.value = ''
  }

  return (
    <div className="file">
      <label
        className={over ? 'drop drop-over' : 'drop'}
        htmlFor={id}
        onDragOver={(event) => dragged(event, true)}
        onDragLeave={(event) => dragged(event, false)}
        onDrop={(event) => {
          dragged(event, false)
          take(event.dataTransfer.files)
        }}
      >
        <FileAddOutlined aria-hidden />
        <strong>{label}</strong>
        <span className="drop-button">{file === undefined ? w.chooseFile : w.otherFile}</span>
        <span>{w.orDrop}</span>
        <input
          id={id}
          type="file"
          className="unseen"
          accept={kinds.join(',')}
          disabled={busy}
          multiple={many}
          aria-describedby={`${id}-note`}
          onChange={chosen}
        />
      </label>
      <div id={`${id}-note`} aria-live="polite">
        {problem !== undefined && <p className="field-problem">{problem}</p>}
        {file !== undefined && <p className="chosen">{w.fileSize(file.name, sizeText(file.size))}</p>}
        {hint !== undefined && <p className="hint">{hint}</p>}
      </div>
      {busy && (
        <p className="sending">
          <progress value={share} max={1} aria-label={w.sent('')} />
          {w.sent(shareText(share))}
        </p>
      )}
    </div>
  )
}
