import { InfoCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { instantText } from './DayText.tsx'
import { Disclosure } from './Disclosure.tsx'
import { kitWords } from './kit-words.ts'
import { To } from './To.tsx'
import { useLanguage, useWords } from './words.ts'

type Props = {
  readonly label: string
  /** Money, NumberWithUnit, or why there is no number (`无可比基数`). */
  readonly value: ReactNode
  /** The instant the number was true. */
  readonly asOf: string
  /** 口径 What is counted and what is not, with its source. */
  readonly definition: ReactNode
  /** Where the rows that make it are shown. */
  readonly href: string
  readonly children?: ReactNode
}

/** 数字 No number without its rows: each says when it was true, how it is counted, and leads to what it is made of. */
export function Figure({ label, value, asOf, definition, href, children }: Props) {
  const w = useWords(kitWords)
  const [language] = useLanguage()
  return (
    <section className="figure" aria-label={label}>
      <h2>
        {label}
        <Disclosure name={`${w.definition}: ${label}`} label={<InfoCircleOutlined aria-hidden />}>
          <div className="definition">{definition}</div>
        </Disclosure>
      </h2>
      <p className="figure-value">{value}</p>
      {children}
      <p className="figure-foot">
        <span>{w.asOf(instantText(asOf, language))}</span>
        <To href={href}>
          {w.rowsBehind}
          <span className="unseen"> {label}</span>
        </To>
      </p>
    </section>
  )
}
