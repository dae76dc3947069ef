import { EXCLUSIONS, PLATFORM_NAMES, STAGE_NAMES } from '#contract/market'
import { PARTY_KINDS } from '#contract/party'
import { checkRows, listDefinitions, listEntities, listOrderLines } from '#contract/statistics'
import { isMonth } from '#kernel/day'
import { regionName } from '#kernel/region-code'
import type { AnswerOf } from '#web/ask.ts'
import { useFilter, useParam, useTown } from '#web/desk/place.ts'
import { usePages, useRead } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Money, MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { countText } from '#web/ui/numbers.ts'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { useAddressPeriod } from './address.ts'
import { ExportRows } from './ExportRows.tsx'
import { Narrow } from './Narrow.tsx'
import { monthText, periodText } from './periods.ts'
import { SaveViewForm } from './SaveView.tsx'
import { statisticsWords } from './statistics-words.ts'
import { TallyRows } from './TallyRows.tsx'
import { useValueText, type Written, whole } from './values.tsx'
import './statistics.css'

type Definition = AnswerOf<typeof listDefinitions>['items'][number]

/** What the rows are narrowed to, as the address says. */
function useNarrowing() {
  const period = useAddressPeriod()
  const [month] = useFilter('month')
  const [shop] = useFilter('shop')
  const [township] = useFilter('township')
  const [part] = useFilter('part')
  return {
    ...period,
    ...(isMonth(month) ? { month } : {}),
    ...(shop === '' ? {} : { shop }),
    ...(township === '' ? {} : { township }),
    ...(part === '' ? {} : { part }),
  }
}

export function Page() {
  const { slug } = useTown()
  const indicator = useParam('indicator')
  const definitions = useRead(listDefinitions, { etown: slug })
  return (
    <Loaded query={definitions}>
      {({ items }) => {
        const definition = items.find((d) => d.indicator === indicator)
        return definition === undefined ? null : <RowsView definition={definition} />
      }}
    </Loaded>
  )
}

function RowsView({ definition }: { readonly definition: Definition }) {
  const w = useWords(statisticsWords)
  const say = useBoth()
  const [language] = useLanguage()
  const { may } = useTown()
  const [counted] = useFilter('counted')
  const narrowing = useNarrowing()
  const { month, ...period } = narrowing
  const words = definition.versions.findLast(({ from }) => from < period.until) ?? definition.versions[0]
  const days = month === undefined ? periodText(period, language) : monthText(month, language)
  const [township] = useFilter('township')
  const place = township === '' ? '' : ` · ${regionName(township) ?? w.unplaced}`
  return (
    <>
      <PageHead
        title={w.rows}
        lead={`${words === undefined ? days : `${say(words)} · ${days}`}${place}`}
        tools={
          <>
            {definition.dimension === 'money' && <MoneyUnitSwitch />}
            <SaveViewForm page="rows" indicator={definition.indicator} />
            {definition.rows !== undefined && may.includes('statistics.export-rows') && (
              <ExportRows
                indicator={definition.indicator}
                rows={{ ...narrowing, ...(counted === 'no' ? { counted } : {}) }}
              />
            )}
          </>
        }
      />
      {definition.rows === 'order-lines' && <OrderLines definition={definition} />}
      {definition.rows === 'entities' && <Entities definition={definition} />}
      {definition.rows === 'tally' && <Tallied definition={definition} />}
      {definition.rows === undefined && <EmptyState title={w.noRows} next={w.madeOf} />}
    </>
  )
}

/** 核对 The rows added up by the server, one by one, against the figure that was shown. */
function Check({ definition }: { readonly definition: Definition }) {
  const w = useWords(statisticsWords)
  const { slug } = useTown()
  const [language] = useLanguage()
  const text = useValueText()
  const written: Written = definition
  const check = useRead(checkRows, {
    etown: slug,
    params: { indicator: definition.indicator },
    query: useNarrowing(),
  })
  return (
    <p className="target-state" aria-live="polite">
      {check.data === undefined && check.error === null && w.checking}
      {check.data?.equal === true && (
        <StateTag tone="good">
          {w.checkEqual(countText(check.data.rows, language), text(whole(check.data.sum), written))}
        </StateTag>
      )}
      {check.data?.equal === false && (
        <StateTag tone="bad">
          {w.checkDiffers(text(whole(check.data.sum), written), text(whole(check.data.figure), written))}
        </StateTag>
      )}
    </p>
  )
}

function Tallied({ definition }: { readonly definition: Definition }) {
  const { shop: _shop, ...query } = useNarrowing()
  return (
    <>
      <Check definition={definition} />
      <TallyRows indicator={definition.indicator} written={definition} query={query} />
    </>
  )
}

type Line = AnswerOf<typeof listOrderLines>['items'][number]

function OrderLines({ definition }: { readonly definition: Definition }) {
  const w = useWords(statisticsWords)
  const { slug } = useTown()
  const [counted, setCounted] = useFilter('counted')
  const narrowing = useNarrowing()
  const out = counted === 'no'
  const columns = useLineColumns(slug, out)
  const pages = usePages(listOrderLines, {
    etown: slug,
    params: { indicator: definition.indicator },
    query: { ...narrowing, ...(out ? { counted: 'no' as const } : {}) },
  })
  return (
    <>
      <div className="filters">
        <Narrow
          label={w.rows}
          value={out ? 'no' : 'yes'}
          onChange={(value) => setCounted(value === 'no' ? 'no' : '')}
          options={[
            { value: 'yes', label: w.counted },
            { value: 'no', label: w.leftOut },
          ]}
        />
      </div>
      {narrowing.shop !== undefined && pages.rows[0] !== undefined && (
        <p>{w.onlyThese(`${w.shop} ${pages.rows[0].shopName}`)}</p>
      )}
      {!out && <Check definition={definition} />}
      <DataTable
        name="statistics.order-lines"
        caption={w.rows}
        columns={columns}
        pages={pages}
        rowKey={(l) => `${l.platform} ${l.orderNo} ${l.subNo}`}
        empty={<EmptyState title={w.noRowsHere} next={w.noRowsHereNext} />}
      />
    </>
  )
}

/** `out`: of the lines left out, with the reason. */
function useLineColumns(slug: string, out: boolean): readonly Column<Line>[] {
  const w = useWords(statisticsWords)
  const say = useBoth()
  const why: Column<Line> = {
    key: 'why',
    title: w.reasonLeftOut,
    cell: (l) => l.excluded !== undefined && say(EXCLUSIONS[l.excluded]),
  }
  return [
    {
      key: 'order',
      title: w.order,
      heads: true,
      cell: (l) => `${l.orderNo}${l.subNo === '' ? '' : ` / ${l.subNo}`}`,
    },
    { key: 'day', title: w.day, cell: (l) => <DayText day={l.day} /> },
    { key: 'shop', title: w.shop, cell: (l) => l.shopName },
    { key: 'stage', title: w.status, cell: (l) => say(STAGE_NAMES[l.stage]) },
    { key: 'platform', title: w.platform, cell: (l) => say(PLATFORM_NAMES[l.platform]) },
    ...(out ? [why] : []),
    { key: 'refund', title: w.refund, end: true, cell: (l) => <Money fen={l.refund} /> },
    {
      key: 'amount',
      title: out ? w.excludedAmount : w.amount,
      end: true,
      cell: (l) => <Money fen={l.amount} />,
    },
    {
      key: 'file',
      title: w.fileAndRow,
      cell: (l) => <FileRow href={`/e/${slug}/order-imports/${l.batch}`} sha256={l.evidence} row={l.row} />,
    },
  ]
}

/** 文件与行号 Which file a row was read from, by its SHA-256, and the row in it. */
function FileRow({
  href,
  sha256,
  row,
}: {
  readonly href: string
  readonly sha256: string
  readonly row: number
}) {
  const w = useWords(statisticsWords)
  return (
    <To href={href}>
      <code title={sha256}>{sha256.slice(0, 8)}</code> {w.rowNo(row)}
    </To>
  )
}

type Entity = AnswerOf<typeof listEntities>['items'][number]

function Entities({ definition }: { readonly definition: Definition }) {
  const w = useWords(statisticsWords)
  const say = useBoth()
  const { slug } = useTown()
  const pages = usePages(listEntities, {
    etown: slug,
    params: { indicator: definition.indicator },
    query: useNarrowing(),
  })
  const columns: readonly Column<Entity>[] = [
    {
      key: 'name',
      title: w.name,
      heads: true,
      cell: (e) => <To href={`/e/${slug}/parties/${e.party}`}>{e.name}</To>,
    },
    { key: 'kind', title: w.kind, cell: (e) => say(PARTY_KINDS[e.kind]) },
    { key: 'registered', title: w.registeredOn, cell: (e) => <DayText day={e.registeredOn} /> },
    {
      key: 'ecommerce',
      title: w.ecommerceSince,
      cell: (e) => (e.ecommerceSince === undefined ? '–' : <DayText day={e.ecommerceSince} />),
    },
    {
      key: 'file',
      title: w.fileAndRow,
      cell: (e) =>
        e.evidence === undefined || e.row === undefined || e.batch === undefined ? (
          w.typedRow
        ) : (
          <FileRow href={`/e/${slug}/party-imports/${e.batch}`} sha256={e.evidence} row={e.row} />
        ),
    },
  ]
  return (
    <>
      <Check definition={definition} />
      <DataTable
        name="statistics.entities"
        caption={w.rows}
        columns={columns}
        pages={pages}
        rowKey={(e) => e.party}
        empty={<EmptyState title={w.noRowsHere} next={w.noRowsHereNext} />}
      />
    </>
  )
}
