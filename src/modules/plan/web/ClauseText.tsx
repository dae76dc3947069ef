import { Fragment } from 'react'
import { type ClauseView, clauseName, ITEM_KINDS } from '#contract/plan'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { anchorOf, usePlanPlaces } from './places.ts'
import { planWords } from './plan-words.ts'
import { ItemLink } from './Standing.tsx'

type Citation = ClauseView['citations'][number]
type Segment = ClauseView['heading'][number]

/** 角标 What a clause became: each thing once, numbered in the order in which its words end. */
type Note = { readonly number: number; readonly citation: Citation }

const keyOf = ({ kind, code, name }: Citation): string => `${kind} ${code} ${name}`

/** Notes of the citations that quote words, by the citation's place. */
function notesOf({ citations, heading, paragraphs }: ClauseView): ReadonlyMap<number, Note> {
  const segments = [heading, ...paragraphs].flat()
  const ends = new Map(segments.flatMap(({ marks }, i) => marks.map((mark) => [mark, i] as const)))
  const numbers = new Map<string, number>()
  const notes = new Map<number, Note>()
  for (const [mark] of [...ends].sort(([, a], [, b]) => a - b)) {
    const citation = citations[mark]
    if (citation === undefined) continue
    const number = numbers.get(keyOf(citation)) ?? numbers.size + 1
    numbers.set(keyOf(citation), number)
    notes.set(mark, { number, citation })
  }
  return notes
}

/** 条款 One clause as readable text: its heading, its words with what they became, and the list of it. */
export function ClauseText({ clause }: { readonly clause: ClauseView }) {
  const w = useWords(planWords)
  const { hrefOf } = usePlanPlaces()
  const notes = notesOf(clause)
  const depth = clause.id.split('.').length
  const Heading = depth === 1 ? 'h2' : 'h3'
  const name = clauseName(clause.id)
  const own = { kind: 'clause', code: clause.id } as const
  const systems = clause.citations.filter(({ quote }) => quote === undefined)
  return (
    <section id={anchorOf(own)} tabIndex={-1} aria-label={name} className="clause">
      {clause.heading.length > 0 && (
        <Heading>
          <Marked segments={clause.heading} notes={notes} />
        </Heading>
      )}
      <To href={hrefOf(own) ?? ''} className="clause-link" label={w.linkTo(name)}>
        §{name}
      </To>
      {clause.paragraphs.map((segments, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text of a version never changes
        <p key={i}>
          <Marked segments={segments} notes={notes} />
        </p>
      ))}
      {clause.uncountable !== undefined && (
        <p className="clause-aside">
          {w.uncountable}：{clause.uncountable}
        </p>
      )}
      <Notes notes={notes} />
      {systems.length > 0 && (
        <p className="clause-aside">
          {w.systems}：{systems.map(({ code, name }) => `${code} ${name}`).join('、')}
        </p>
      )}
    </section>
  )
}

type MarkedProps = { readonly segments: readonly Segment[]; readonly notes: ReadonlyMap<number, Note> }

/** Words under a quote are marked; where a quote ends stand the numbers of what it became. */
function Marked({ segments, notes }: MarkedProps) {
  return segments.map(({ text, marks }, i) => {
    const next = segments[i + 1]?.marks ?? []
    const ending = marks.filter((mark) => !next.includes(mark)).flatMap((mark) => notes.get(mark) ?? [])
    const ended = [...new Map(ending.map((note) => [note.number, note])).values()]
    const bound = marks.some((mark) => notes.get(mark)?.citation.kind !== 'uncounted')
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the text of a version never changes
      <Fragment key={i}>
        {marks.length === 0 ? text : <mark className={bound ? 'bound' : 'unbound'}>{text}</mark>}
        {ended.map((note) => (
          <NoteNumber key={note.number} note={note} />
        ))}
      </Fragment>
    )
  })
}

function NoteNumber({ note: { number, citation } }: { readonly note: Note }) {
  const say = useBoth()
  const { hrefOf } = usePlanPlaces()
  const href = hrefOf(citation)
  return (
    <sup>
      {href === undefined ? (
        number
      ) : (
        <To href={href} label={`${number} ${say(ITEM_KINDS[citation.kind])}：${citation.name}`}>
          {number}
        </To>
      )}
    </sup>
  )
}

function Notes({ notes }: { readonly notes: ReadonlyMap<number, Note> }) {
  const w = useWords(planWords)
  const say = useBoth()
  const listed = [...new Map([...notes.values()].map((note) => [note.number, note])).values()]
  if (listed.length === 0) return null
  return (
    <ol className="clause-notes" aria-label={w.becomes}>
      {listed.map(({ number, citation }) => (
        <li key={number}>
          <span className={`kind kind-${citation.kind}`}>{say(ITEM_KINDS[citation.kind])}</span>{' '}
          <ItemLink item={citation} />
        </li>
      ))}
    </ol>
  )
}
