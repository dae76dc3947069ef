import { useEffect, useRef } from 'react'
import { kitWords } from './kit-words.ts'
import { useWords } from './words.ts'

/** One thing to put right. `field` is the id of its input. */
export type ProblemLine = { readonly text: string; readonly field?: string }

/** 错误汇总 Every problem of a form on top of it, each leading to its field; focus comes here when they appear. */
export function ProblemSummary({ lines }: { readonly lines: readonly ProblemLine[] }) {
  const w = useWords(kitWords)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (lines.length > 0) box.current?.focus()
  }, [lines])
  if (lines.length === 0) return null
  return (
    <div ref={box} className="note note-bad" role="alert" tabIndex={-1}>
      <h2>{w.problems(lines.length)}</h2>
      <ul>
        {lines.map(({ text, field }) => (
          <li key={text}>
            {field === undefined ? (
              text
            ) : (
              <a
                href={`#${field}`}
                onClick={(event) => {
                  event.preventDefault()
                  document.getElementById(field)?.focus()
                }}
              >
                {text}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
