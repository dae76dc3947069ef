import { EXCLUSIONS, listShops, PLATFORM_NAMES, PLATFORMS, STAGE_NAMES, STAGES } from '#contract/market'
import { keysOf } from '#kernel/keys'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { SearchField } from '#web/ui/SearchField.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { orderWords } from './market-words.ts'
import { isOrderNo, type OrderFiltering } from './order-filter.ts'
import { ShopChoice } from './ShopChoice.tsx'

type Narrowing = {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

function Narrow({ label, ...choice }: Narrowing) {
  const w = useWords(orderWords)
  return (
    <div className="filter">
      <span aria-hidden>{label}</span>
      <Choice label={label} empty={w.all} {...choice} />
    </div>
  )
}

export function OrderFilters({ filtering }: { readonly filtering: OrderFiltering }) {
  const w = useWords(orderWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const { filter, typedNo } = filtering
  const shops = useRead(listShops, { etown, query: { limit: '200' } })
  return (
    <div className="filters">
      <SearchField label={w.orderNo} value={typedNo} onSearch={filtering.setOrderNo} />
      {typedNo !== '' && !isOrderNo(typedNo) && <p className="field-problem">{w.orderNoShort}</p>}
      <ShopChoice
        shops={shops.data?.items ?? []}
        total={shops.data?.total ?? 0}
        value={filter.shop ?? ''}
        onChange={filtering.setShop}
        empty={w.all}
      />
      <Narrow
        label={w.platform}
        value={filter.platform}
        onChange={filtering.setPlatform}
        options={PLATFORMS.map((p) => ({ value: p, label: say(PLATFORM_NAMES[p]) }))}
      />
      <div className="filter">
        <span aria-hidden>{w.from}</span>
        <DateField aria-label={w.from} value={filter.from} onChange={(on) => filtering.setFrom(on ?? '')} />
      </div>
      <div className="filter">
        <span aria-hidden>{w.until}</span>
        <DateField
          aria-label={w.until}
          value={filter.until}
          onChange={(on) => filtering.setUntil(on ?? '')}
        />
      </div>
      <Narrow
        label={w.stage}
        value={filter.stage}
        onChange={filtering.setStage}
        options={STAGES.map((stage) => ({ value: stage, label: say(STAGE_NAMES[stage]) }))}
      />
      <Narrow
        label={w.counted}
        value={filter.counted}
        onChange={filtering.setCounted}
        options={keysOf(w.countedAs).map((key) => ({ value: key, label: w.countedAs[key] }))}
      />
      <Narrow
        label={w.excluded}
        value={filter.excluded}
        onChange={filtering.setExcluded}
        options={keysOf(EXCLUSIONS).map((why) => ({ value: why, label: say(EXCLUSIONS[why]) }))}
      />
    </div>
  )
}
