import { PLATFORM_NAMES, type Shop } from '#contract/market'
import { Choice } from '#web/ui/Choice.tsx'
import { countText } from '#web/ui/numbers.ts'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { importWords } from './import-words.ts'

type Props = {
  readonly shops: readonly Shop[]
  /** Of the e-town; more than `shops` where they do not fit into one page. */
  readonly total: number
  readonly value: string
  readonly onChange: (shop: string) => void
  readonly empty: string
}

/** 选网店 By platform and name. A shop named by the address that is not among them stays chosen, by its number. */
export function ShopChoice({ shops, total, value, onChange, empty }: Props) {
  const w = useWords(importWords)
  const say = useBoth()
  const [language] = useLanguage()
  const listed = shops.map((s) => ({ value: s.id, label: `${say(PLATFORM_NAMES[s.platform])} · ${s.name}` }))
  const known = value === '' || shops.some((s) => s.id === value)
  return (
    <div className="filter">
      <span aria-hidden>{w.shop}</span>
      <Choice
        label={w.shop}
        empty={empty}
        value={value}
        onChange={onChange}
        options={known ? listed : [{ value, label: w.shopNo(value) }, ...listed]}
      />
      {total > shops.length && (
        <p className="hint">{w.moreShops(countText(shops.length, language), countText(total, language))}</p>
      )}
    </div>
  )
}
