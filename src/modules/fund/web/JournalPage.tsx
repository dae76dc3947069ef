import { ENTRY_KINDS, listEntries } from '#contract/fund'
import { keysOf } from '#kernel/keys'
import { useFilter, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { DataTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { useEntryColumns } from './EntryTable.tsx'
import { fundWords } from './fund-words.ts'

/** 资金分录 Every step of every yuan, newest first. */
export function Page() {
  const w = useWords(fundWords)
  const say = useBoth()
  const { slug } = useTown()
  const [source] = useFilter('source')
  const [category] = useFilter('category')
  const [text, setKind] = useFilter('kind')
  const kind = keysOf(ENTRY_KINDS).find((key) => key === text)
  const query = { source: source || undefined, category: category || undefined, kind }
  const pages = usePages(listEntries, { etown: slug, query })
  return (
    <>
      <PageHead title={w.journal} lead={w.journalLead} tools={<MoneyUnitSwitch />} />
      <div className="filters">
        <div className="filter">
          <span aria-hidden>{w.entryKind}</span>
          <Choice
            label={w.entryKind}
            empty={w.all}
            value={kind}
            onChange={setKind}
            options={keysOf(ENTRY_KINDS).map((key) => ({ value: key, label: say(ENTRY_KINDS[key]) }))}
          />
        </div>
      </div>
      <DataTable
        name="fund.entries"
        caption={w.journal}
        pages={pages}
        columns={useEntryColumns()}
        rowKey={({ id }) => id}
        empty={<EmptyState title={w.noEntries} next={w.noEntriesNext} />}
      />
    </>
  )
}
