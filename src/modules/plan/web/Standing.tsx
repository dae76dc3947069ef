import { clauseName, type ItemName } from '#contract/plan'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { anchorOf, usePlanPlaces } from './places.ts'
import { planWords } from './plan-words.ts'

type Cite = { readonly clause: string; readonly quote: string }

/** 原文 The words of the document, each leading to its clause. */
export function Cites({ cites }: { readonly cites: readonly Cite[] }) {
  const { hrefOf } = usePlanPlaces()
  return (
    <ul className="cites">
      {cites.map(({ clause, quote }) => (
        <li key={`${clause} ${quote}`}>
          <To href={hrefOf({ kind: 'clause', code: clause }) ?? ''}>{clauseName(clause)}</To>
          <q>{quote}</q>
        </li>
      ))}
    </ul>
  )
}

type Interpreted = {
  readonly interpretations: readonly {
    readonly code: string
    readonly number: number
    readonly issue: string
  }[]
}

/** 口径 Links to the interpretations a number rests on; nothing where there are none. */
export function RestsOn({ interpretations }: Interpreted) {
  const w = useWords(planWords)
  const { hrefOf } = usePlanPlaces()
  if (interpretations.length === 0) return null
  return (
    <p className="rests-on">
      {interpretations.map(({ code, number, issue }) => (
        <To
          key={code}
          href={hrefOf({ kind: 'interpretation', code }) ?? ''}
          label={`${w.interpretation(number)}：${issue}`}
        >
          {w.interpretation(number)}
        </To>
      ))}
    </p>
  )
}

type Item = Interpreted & { readonly cites: readonly Cite[]; readonly note?: string | undefined }

/** 依据 Where an item comes from: the document's words, the interpretations, a remark. */
export function Standing({ item }: { readonly item: Item }) {
  const w = useWords(planWords)
  return (
    <div className="standing">
      <Cites cites={item.cites} />
      <RestsOn interpretations={item.interpretations} />
      {item.note !== undefined && (
        <p>
          {w.note}：{item.note}
        </p>
      )}
    </div>
  )
}

/** The name of an item where it is at home: links from elsewhere arrive here. */
export function Home({
  item,
  children,
}: {
  readonly item: Omit<ItemName, 'name'>
  readonly children: string
}) {
  return (
    <span id={anchorOf(item)} tabIndex={-1} className="home">
      {children}
    </span>
  )
}

/** The same as a heading. */
export const Named = (item: ItemName) => (
  <h3>
    <Home item={item}>{item.name}</Home>
  </h3>
)

/** An item by its name, leading to it where it has a place. */
export function ItemLink({ item }: { readonly item: ItemName }) {
  const { hrefOf } = usePlanPlaces()
  const href = hrefOf(item)
  return href === undefined ? item.name : <To href={href}>{item.name}</To>
}

/** A few words in the document's order, under a heading of their own if they need one. */
export function Words({ title, words }: { readonly title?: string; readonly words: readonly string[] }) {
  if (words.length === 0) return null
  return (
    <div className="words">
      {title !== undefined && <h4>{title}</h4>}
      <ul>
        {words.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
    </div>
  )
}
