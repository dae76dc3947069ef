import { printLabels, SHEET_SIZES } from '#contract/inspection'
import { keysOf } from '#kernel/keys'
import { addressOf } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useBoth, useWords } from '#web/ui/words.ts'
import { inspectionWords } from './inspection-words.ts'

type About = { readonly sample: string } | { readonly certificate: string }

/** 打印 Every stock there is, as a page to print or as a label printer takes it. */
export function LabelLinks({ about }: { readonly about: About }) {
  const w = useWords(inspectionWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const forms = (size: keyof typeof SHEET_SIZES) =>
    size === 'a4' || size === 'a5' ? (['pdf'] as const) : (['pdf', 'tspl', 'zpl'] as const)
  return (
    <section>
      <h2>{w.labels}</h2>
      <ul className="links">
        {keysOf(SHEET_SIZES).flatMap((size) =>
          forms(size).map((form) => (
            <li key={`${size} ${form}`}>
              <a href={addressOf(printLabels, { etown, query: { ...about, size, form } })} download>
                {say(SHEET_SIZES[size])} {form.toUpperCase()}
              </a>
            </li>
          )),
        )}
      </ul>
    </section>
  )
}
