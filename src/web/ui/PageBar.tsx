import { Button } from 'antd'
import { PAGE_SIZES, type Pages } from '../read.ts'
import { Choice } from './Choice.tsx'
import { kitWords } from './kit-words.ts'
import { countText } from './numbers.ts'
import { useLanguage, useWords } from './words.ts'

type Props = { readonly pages: Pages<unknown>; readonly total: number }

/** 共 N 条 The true total, which rows are shown, and the neighbours. */
export function PageBar({ pages, total }: Props) {
  const w = useWords(kitWords)
  const [language] = useLanguage()
  const count = (n: number) => countText(n, language)
  const last = pages.from + pages.rows.length - 1
  return (
    <nav className="page-bar" aria-label={w.rows(count(total))}>
      <p aria-live="polite">
        <strong>{w.rows(count(total))}</strong>
        {pages.rows.length > 0 && <span>{w.shown(count(pages.from), count(last))}</span>}
      </p>
      <Choice
        label={w.pageSize}
        value={String(pages.limit)}
        onChange={(value) => pages.setLimit(Number(value))}
        options={PAGE_SIZES.map((n) => ({ value: String(n), label: w.perPage(n) }))}
      />
      <Button disabled={pages.previous === undefined} onClick={() => pages.previous?.()}>
        {w.previous}
      </Button>
      <Button disabled={pages.next === undefined} onClick={() => pages.next?.()}>
        {w.next}
      </Button>
    </nav>
  )
}
