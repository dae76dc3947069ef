import { Button } from 'antd'
import { ITEM_STATES, ITEM_VERDICTS, type Item, listItems } from '#contract/acceptance'
import { keysOf } from '#kernel/keys'
import { useFilter, useGo, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { clauseLabel } from '../domain/clause-label.ts'
import { acceptanceWords, STATE_TONES, VERDICT_TONES } from './acceptance-words.ts'

/** 验收事项 */
export function Page() {
  const w = useWords(acceptanceWords)
  const { slug, may } = useTown()
  const go = useGo()
  const query = useRead(listItems, { etown: slug })
  return (
    <Loaded query={query} lines={12}>
      {({ items, plan }) =>
        plan === undefined ? (
          <EmptyState page title={w.noPlan} next={w.noPlanNext} />
        ) : (
          <>
            <PageHead
              title={w.items}
              lead={w.lead(plan.number, items.length)}
              tools={
                <>
                  <To href={`/e/${slug}/acceptance/scoring`}>{w.scoring}</To>
                  <To href={`/e/${slug}/acceptance/draws`}>{w.draws}</To>
                </>
              }
              action={
                may.includes('acceptance.export') ? (
                  <Button type="primary" onClick={() => go(`/e/${slug}/acceptance/files`)}>
                    {w.makeFile}
                  </Button>
                ) : undefined
              }
            />
            <Items items={items} />
          </>
        )
      }
    </Loaded>
  )
}

function Items({ items }: { readonly items: readonly Item[] }) {
  const w = useWords(acceptanceWords)
  const say = useBoth()
  const { slug } = useTown()
  const [topic, setTopic] = useFilter('topic')
  const [verdict, setVerdict] = useFilter('verdict')
  const [state, setState] = useFilter('state')
  const shown = items.filter(
    (item) =>
      (topic === '' || item.topic === topic) &&
      (verdict === '' || item.verdict === verdict) &&
      (state === '' || item.state === state),
  )
  const topics = [...new Set(items.map((item) => item.topic))]
  const columns: readonly Column<Item>[] = [
    {
      key: 'name',
      title: w.name,
      heads: true,
      cell: (item) => <To href={`/e/${slug}/acceptance/item/${item.code}`}>{item.name}</To>,
    },
    { key: 'clause', title: w.clause, cell: (item) => clauseLabel(item.clause) },
    { key: 'required', title: w.required, cell: (item) => <span className="broad">{item.required}</span> },
    { key: 'actual', title: w.actual, cell: (item) => actualOf(item) ?? w.noFigure },
    {
      key: 'verdict',
      title: w.verdict,
      cell: (item) => (
        <StateTag tone={VERDICT_TONES[item.verdict]}>{say(ITEM_VERDICTS[item.verdict])}</StateTag>
      ),
    },
    {
      key: 'state',
      title: w.state,
      cell: (item) => <StateTag tone={STATE_TONES[item.state]}>{say(ITEM_STATES[item.state])}</StateTag>,
    },
    { key: 'evidence', title: w.evidence, end: true, cell: (item) => item.evidence },
  ]
  return (
    <>
      <div className="filters">
        <Filter label={w.topic} value={topic} onChange={setTopic} options={topics.map((one) => [one, one])} />
        <Filter
          label={w.verdict}
          value={verdict}
          onChange={setVerdict}
          options={keysOf(ITEM_VERDICTS).map((key) => [key, say(ITEM_VERDICTS[key])])}
        />
        <Filter
          label={w.state}
          value={state}
          onChange={setState}
          options={keysOf(ITEM_STATES).map((key) => [key, say(ITEM_STATES[key])])}
        />
      </div>
      {shown.length === 0 ? (
        <EmptyState title={w.noneHere} next={w.noneHereNext} />
      ) : (
        <RowTable
          name="acceptance.items"
          caption={w.items}
          rows={shown}
          columns={columns}
          rowKey={({ code }) => code}
        />
      )}
    </>
  )
}

/** What the newest reading with a figure says. */
const actualOf = ({ readings }: Item): string | undefined =>
  readings.findLast(({ actual }) => actual !== undefined)?.actual ?? (readings.length > 0 ? '—' : undefined)

type FilterProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly (readonly [value: string, label: string])[]
}

function Filter({ label, value, onChange, options }: FilterProps) {
  const w = useWords(acceptanceWords)
  return (
    <div className="filter">
      <span aria-hidden>{label}</span>
      <Choice
        label={label}
        empty={w.all}
        value={value}
        onChange={onChange}
        options={options.map(([key, text]) => ({ value: key, label: text }))}
      />
    </div>
  )
}
