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
  /** Share of the file that has left, while it is being sent. */
  readonly share?: number | undefined
}

/** Chooses one file, by keyboard, by finger or by dropping it, and shows how far it has been sent. */
export function FileDrop({ label, hint, kinds, limitBytes, file, onFile, share }: Props) {
  const w = useWords(kitWords)
  const id = useId()
  const [over, setOver] = useState(false)
  const [problem, setProblem] = useState<string>()
  const busy = share !== undefined

  const take = (chosen: File | undefined) => {
    if (chosen === undefined || busy) return
    const known = kinds.some((k) => chosen.name.toLowerCase().endsWith(k))
    const found = !known
      ? w.fileKind(kinds.join(' '))
      : chosen.size > limitBytes
        ? w.fileTooLarge(sizeText(limitBytes))
        : undefined
    setProblem(found)
    onFile(found === undefined ? chosen : undefined)
  }
  const dragged = (event: DragEvent, inside: boolean) => {
    event.preventDefault()
    setOver(inside)
  }
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    take(event.target.files?.[0])
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
          take(event.dataTransfer.files[0])
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
