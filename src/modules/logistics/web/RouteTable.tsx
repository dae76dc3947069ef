import type { Trial } from '#contract/logistics'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import {
  clockText,
  kilometresText,
  minutesText,
  type Plan,
  type PlanRoute,
  useCostText,
} from './plan-values.ts'
import { trialWords } from './trial-words.ts'

type Row = PlanRoute['steps'][number] & { readonly no: number }

function useColumns(): readonly Column<Row>[] {
  const w = useWords(trialWords)
  const [language] = useLanguage()
  const minutes = (seconds: number): string => `${minutesText(seconds, language)} ${w.minutes}`
  const does = ({ setup, service, waiting_time }: Row): string =>
    [
      waiting_time > 0 ? w.waits(minutes(waiting_time)) : '',
      setup + service > 0 ? w.works(minutes(setup + service)) : '',
    ]
      .filter((part) => part !== '')
      .join(' · ')
  return [
    {
      key: 'step',
      title: w.step,
      heads: true,
      cell: ({ no, type, id, description }) =>
        `${no}. ${w.kinds[type]}${id === undefined ? '' : ` ${id}`}${description === undefined ? '' : ` · ${description}`}`,
    },
    { key: 'arrival', title: w.arrival, cell: ({ arrival }) => clockText(arrival, language) },
    { key: 'action', title: w.action, cell: (row) => does(row) || '—' },
    { key: 'load', title: w.load, end: true, cell: ({ load }) => load.join(' / ') || '—' },
    {
      key: 'distance',
      title: w.distance,
      end: true,
      cell: ({ distance }) => `${kilometresText(distance, language)} ${w.kilometres}`,
    },
  ]
}

/** 一条线路 The steps of one vehicle, in order. */
export function RouteTable({
  route,
  no,
  unit,
}: {
  readonly route: PlanRoute
  readonly no: number
  readonly unit: Trial['costUnit']
}) {
  const w = useWords(trialWords)
  const [language] = useLanguage()
  const costText = useCostText(unit, language)
  const title = w.routeOf(no, route.description ?? w.vehicleNo(route.vehicle))
  const rows = route.steps.map((step, i) => ({ ...step, no: i + 1 }))
  return (
    <section>
      <h3>{title}</h3>
      <p className="hint">
        {costText(route.cost)} · {kilometresText(route.distance, language)} {w.kilometres} · {w.driving}{' '}
        {minutesText(route.duration, language)} {w.minutes}
      </p>
      <RowTable
        name="logistics.route"
        caption={title}
        rows={rows}
        rowKey={(row) => String(row.no)}
        columns={useColumns()}
      />
    </section>
  )
}

type Ride = Plan['bus'][number]['rides'][number]

/** 班车搭载 What rides one trip of a line. */
export function BusTable({
  trip,
  unit,
}: {
  readonly trip: Plan['bus'][number]
  readonly unit: Trial['costUnit']
}) {
  const w = useWords(trialWords)
  const [language] = useLanguage()
  const costText = useCostText(unit, language)
  const title = w.busTitle(trip.line, w.ways[trip.direction], clockText(trip.departure, language))
  const columns: readonly Column<Ride>[] = [
    {
      key: 'job',
      title: w.step,
      heads: true,
      cell: ({ job, description, stop }) =>
        `${w.kinds.job} ${job}${description === undefined ? '' : ` · ${description}`}（${w.busStop(stop + 1)}）`,
    },
    {
      key: 'arrival',
      title: w.arrival,
      cell: ({ arrival, onward }) =>
        onward === undefined
          ? clockText(arrival, language)
          : w.byCourier(clockText(arrival, language), clockText(onward.arrival, language)),
    },
    { key: 'amount', title: w.amount, end: true, cell: ({ amount }) => amount.join(' / ') },
    { key: 'cost', title: w.cost, end: true, cell: ({ cost }) => costText(cost) },
  ]
  return (
    <section>
      <h3>{title}</h3>
      <RowTable
        name="logistics.bus"
        caption={title}
        rows={trip.rides}
        rowKey={(row) => String(row.job)}
        columns={columns}
      />
    </section>
  )
}
