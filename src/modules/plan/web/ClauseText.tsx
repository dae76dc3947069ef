import { Fragment } from 'react'
import { type ClauseView, clauseName, ITEM_KINDS } from '#contract/plan'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { binds, endingWith, listed, type Note, type Notes, notesOf } from './notes.ts'
import { anchorOf, usePlanPlaces } from './places.ts'
import { planWords } from './plan-words.ts'
import { ItemLink } from './Standing.tsx'

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
      <NoteList notes={listed(notes)} />
      {systems.length > 0 && (
        <p className="clause-aside">
          {w.systems}：{systems.map(({ code, name }) => `${code} ${name}`).join('、')}
        </p>
      )}
    </section>
  )
}

type MarkedProps = { readonly segments: ClauseView['heading']; readonly notes: Notes }

/** Words under a quote are marked; where a quote ends stand the numbers of what it became. */
function Marked({ segments, notes }: MarkedProps) {
  return segments.map((segment, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the text of a version never changes
    <Fragment key={i}>
      {segment.marks.length === 0 ? (
        segment.text
      ) : (
        <mark className={binds(segment, notes) ? 'bound' : 'unbound'}>{segment.text}</mark>
      )}
      {endingWith(segment, segments[i + 1], notes).map((note) => (
        <NoteNumber key={note.number} note={note} />
      ))}
    </Fragment>
  ))
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

function NoteList({ notes }: { readonly notes: readonly Note[] }) {
  const w = useWords(planWords)
  const say = useBoth()
  if (notes.length === 0) return null
  return (
    <ol className="clause-notes" aria-label={w.becomes}>
      {notes.map(({ number, citation }) => (
        <li key={number}>
          <span className={`kind kind-${citation.kind}`}>{say(ITEM_KINDS[citation.kind])}</span>{' '}
          <ItemLink item={citation} />
        </li>
      ))}
    </ol>
  )
}
