import { Button } from 'antd'
import { ASSET_STATES, type Asset, listAssets, printTags } from '#contract/asset'
import { keysOf } from '#kernel/keys'
import { toFen } from '#kernel/wire'
import { addressOf } from '#web/ask.ts'
import { useFilter, useGo, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Money } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SearchField } from '#web/ui/SearchField.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ASSET_TONES, assetWords } from './asset-words.ts'

/** 国有资产台账 */
export function Page() {
  const w = useWords(assetWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const go = useGo()
  const [wanted, setState] = useFilter('state')
  const [overdue] = useFilter('overdue')
  const [text, setText] = useFilter('text')
  const state = keysOf(ASSET_STATES).find((key) => key === wanted)
  const query = {
    state,
    overdue: overdue === 'yes' ? ('yes' as const) : undefined,
    text: text === '' ? undefined : text,
  }
  const pages = usePages(listAssets, { etown, query })
  const prints = may.includes('asset.register')
  return (
    <>
      <PageHead
        title={w.assets}
        lead={w.lead}
        tools={
          prints && (pages.total ?? 0) > 0 ? (
            <>
              <a href={addressOf(printTags, { etown, query: { form: 'pdf' } })}>{w.printSheet}</a>
              <a href={addressOf(printTags, { etown, query: { form: 'tspl' } })}>{w.printThermal}</a>
            </>
          ) : undefined
        }
        action={
          prints ? (
            <Button type="primary" onClick={() => go(`/e/${etown}/assets/new`)}>
              {w.register}
            </Button>
          ) : undefined
        }
      />
      <div className="filters">
        <SearchField label={w.searchHint} value={text} onSearch={setText} />
        <div className="filter">
          <span aria-hidden>{w.state}</span>
          <Choice
            label={w.state}
            empty={w.all}
            value={state}
            onChange={setState}
            options={keysOf(ASSET_STATES).map((key) => ({ value: key, label: say(ASSET_STATES[key]) }))}
          />
        </div>
      </div>
      <DataTable
        name="asset.list"
        caption={w.assets}
        pages={pages}
        columns={useColumns(etown)}
        rowKey={({ id }) => id}
        empty={<EmptyState title={w.none} next={w.noneNext} />}
      />
    </>
  )
}

function useColumns(etown: string): readonly Column<Asset>[] {
  const w = useWords(assetWords)
  return [
    {
      key: 'name',
      title: w.name,
      heads: true,
      cell: (row) => <To href={`/e/${etown}/assets/${row.id}`}>{row.name}</To>,
    },
    { key: 'number', title: w.number, cell: (row) => row.number },
    { key: 'model', title: w.model, cell: (row) => row.model },
    { key: 'price', title: w.price, end: true, cell: (row) => <Money fen={toFen(row.price)} /> },
    { key: 'custodian', title: w.custodian, cell: (row) => row.custodian },
    { key: 'place', title: w.place, cell: (row) => row.place },
    { key: 'state', title: w.state, cell: (row) => <AssetState asset={row} /> },
  ]
}

export function AssetState({ asset }: { readonly asset: Asset }) {
  const w = useWords(assetWords)
  const say = useBoth()
  return (
    <>
      <StateTag tone={ASSET_TONES[asset.state]}>{say(ASSET_STATES[asset.state])}</StateTag>{' '}
      {asset.overdue && <StateTag tone="bad">{w.overdue}</StateTag>}
    </>
  )
}
