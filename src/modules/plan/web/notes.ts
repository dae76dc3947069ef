import type { ClauseView } from '#contract/plan'

type Citation = ClauseView['citations'][number]
type Segment = ClauseView['heading'][number]

/** 角标 What a clause became: each thing once, numbered in the order in which its words end. */
export type Note = { readonly number: number; readonly citation: Citation }

/** Notes of the citations that quote words, by the citation's place in the clause. */
export type Notes = ReadonlyMap<number, Note>

const keyOf = ({ kind, code, name }: Citation): string => `${kind} ${code} ${name}`

export function notesOf({ citations, heading, paragraphs }: ClauseView): Notes {
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

/** Each thing once, in the order of its number. */
const once = (notes: readonly Note[]): readonly Note[] =>
  [...new Map(notes.map((note) => [note.number, note])).values()].sort((a, b) => a.number - b.number)

/** The list under a clause. */
export const listed = (notes: Notes): readonly Note[] => once([...notes.values()])

/** What ends with a segment: its number stands there. */
export const endingWith = ({ marks }: Segment, next: Segment | undefined, notes: Notes): readonly Note[] =>
  once(marks.filter((mark) => !next?.marks.includes(mark)).flatMap((mark) => notes.get(mark) ?? []))

/** Whether any of a segment's words binds somebody. */
export const binds = ({ marks }: Segment, notes: Notes): boolean =>
  marks.some((mark) => notes.get(mark)?.citation.kind !== 'uncounted')
