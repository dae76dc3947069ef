import { PARTY_KINDS } from '#contract/party'
import { keysOf } from '#kernel/keys'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { SearchField } from '#web/ui/SearchField.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import type { PartyFiltering } from './filter.ts'
import { fieldWords, listWords } from './party-words.ts'

export function PartyFilters({ filtering }: { readonly filtering: PartyFiltering }) {
  const w = useWords(listWords)
  const field = useWords(fieldWords)
  const say = useBoth()
  const { filter } = filtering
  return (
    <div className="filters">
      <SearchField label={w.search} value={filter.text ?? ''} onSearch={filtering.setText} />
      <div className="filter">
        <span aria-hidden>{field.kind}</span>
        <Choice
          label={field.kind}
          empty={w.all}
          value={filter.kind}
          onChange={filtering.setKind}
          options={keysOf(PARTY_KINDS).map((kind) => ({ value: kind, label: say(PARTY_KINDS[kind]) }))}
        />
      </div>
      <div className="filter">
        <span aria-hidden>{w.state}</span>
        <Choice
          label={w.state}
          empty={w.all}
          value={filter.inside}
          onChange={filtering.setInside}
          options={keysOf(w.inside).map((key) => ({ value: key, label: w.inside[key] }))}
        />
      </div>
      <div className="filter">
        <span aria-hidden>{w.ecommerce}</span>
        <Choice
          label={w.ecommerce}
          empty={w.all}
          value={filter.ecommerce}
          onChange={filtering.setEcommerce}
          options={keysOf(w.ecommerceChoice).map((key) => ({ value: key, label: w.ecommerceChoice[key] }))}
        />
      </div>
      <div className="filter">
        <span aria-hidden>{w.from}</span>
        <DateField
          aria-label={w.from}
          value={filter.registeredFrom}
          onChange={(on) => filtering.setFrom(on ?? '')}
        />
      </div>
      <div className="filter">
        <span aria-hidden>{w.until}</span>
        <DateField
          aria-label={w.until}
          value={filter.registeredUntil}
          onChange={(on) => filtering.setUntil(on ?? '')}
        />
      </div>
    </div>
  )
}
