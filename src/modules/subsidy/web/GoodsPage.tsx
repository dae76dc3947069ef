import { Form } from 'antd'
import { useState } from 'react'
import { type GoodsItem, listGoods, sortGoods } from '#contract/subsidy'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useFilter, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Money } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SearchField } from '#web/ui/SearchField.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'

type Sorting = {
  readonly kinds: readonly string[]
  readonly chosen: ReadonlySet<string>
  /** What was looked for, and how many were found: sorted together where none is ticked. */
  readonly found: { readonly unsorted?: 'yes'; readonly text?: string }
  readonly total: number
  readonly clear: () => void
}

function SortForm({ kinds, chosen, found, total, clear }: Sorting) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const act = useAct(
    ({ kind }: { kind: string }, { key }) =>
      ask(sortGoods, {
        etown,
        body: { kind, which: chosen.size > 0 ? { products: [...chosen] } : { ...found, seen: total } },
        key,
      }),
    { changes: [listGoods], done: clear },
  )
  return (
    <ActForm<{ kind: string }> name="sort" labels={{ kind: w.kind }} step={act.step} onSubmit={act.run}>
      <Form.Item
        name="kind"
        label={w.kind}
        extra={w.sortAllHint}
        rules={[{ required: true, message: w.fill(w.kind) }]}
      >
        <Choice empty={w.choose} options={kinds.map((kind) => ({ value: kind, label: kind }))} />
      </Form.Item>
      <SubmitButton act={act}>{chosen.size > 0 ? w.sort(chosen.size) : w.sortAll(total)}</SubmitButton>
    </ActForm>
  )
}

function useColumns(): readonly Column<GoodsItem>[] {
  const w = useWords(subsidyWords)
  return [
    { key: 'product', title: w.product, heads: true, cell: ({ product }) => product || w.nameless },
    {
      key: 'kind',
      title: w.kind,
      cell: ({ kind }) => (
        <StateTag tone={kind === undefined ? 'warn' : 'good'}>{kind ?? w.unsorted}</StateTag>
      ),
    },
    { key: 'sold', title: w.sold, end: true, cell: ({ soldFen }) => <Money fen={soldFen} /> },
    { key: 'lines', title: w.lines, end: true, cell: ({ lines }) => lines },
  ]
}

/** 商品归类 Each product that was sold is sorted once; two awards never count the same sales. */
export function Page() {
  const w = useWords(subsidyWords)
  const { slug: etown, may } = useTown()
  const [unsorted, setUnsorted] = useFilter('unsorted')
  const [text, setText] = useFilter('text')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const found = { ...(unsorted === 'yes' ? { unsorted: 'yes' as const } : {}), ...(text ? { text } : {}) }
  const pages = usePages(listGoods, { etown, query: found })
  const columns = useColumns()
  const sorts = may.includes('subsidy.review')
  const tick = (products: readonly string[], on: boolean) => {
    const next = new Set(chosen)
    for (const product of products) on ? next.add(product) : next.delete(product)
    setChosen(next)
  }
  const ticks: Column<GoodsItem> = {
    key: 'tick',
    title: w.choose,
    cell: ({ product }) => (
      <input
        type="checkbox"
        aria-label={`${w.choose} ${product}`}
        checked={chosen.has(product)}
        onChange={({ target }) => tick([product], target.checked)}
      />
    ),
  }
  const here = pages.rows.map(({ product }) => product)
  return (
    <>
      <PageHead title={w.goods} lead={w.goodsLead} />
      <div className="filters">
        <Choice
          label={w.state}
          value={unsorted}
          onChange={setUnsorted}
          empty={w.allGoods}
          options={[{ value: 'yes', label: w.unsorted }]}
        />
        <SearchField label={w.product} value={text} onSearch={setText} />
      </div>
      {sorts && here.length > 0 && (
        <label className="all">
          <input
            type="checkbox"
            checked={here.every((product) => chosen.has(product))}
            onChange={({ target }) => tick(here, target.checked)}
          />{' '}
          {w.choosePage(here.length)}
        </label>
      )}
      <DataTable
        name="subsidy.goods"
        caption={w.goods}
        pages={pages}
        columns={sorts ? [...columns, ticks] : columns}
        rowKey={({ product, kind }) => `${product} ${kind ?? ''}`}
        empty={<EmptyState title={w.goodsEmpty} next={w.goodsEmptyNext} />}
      />
      {sorts && here.length > 0 && (
        <SortForm
          kinds={pages.query.data?.kinds ?? []}
          chosen={chosen}
          found={found}
          total={pages.total ?? 0}
          clear={() => setChosen(new Set())}
        />
      )}
    </>
  )
}
