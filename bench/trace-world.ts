import pg from 'pg'

/** 4 million items of 20,000 lots in 200,000 cases on 10,000 pallets: 8.6 million references in 480,000 events. */
const wanted = process.argv.indexOf('--lots')
export const WORLD = {
  lots: wanted < 0 ? 20_000 : Number(process.argv[wanted + 1]),
  itemsOfLot: 200,
  itemsOfCase: 20,
  casesOfPallet: 20,
} as const
const ITEMS = WORLD.lots * WORLD.itemsOfLot
const CASES = ITEMS / WORLD.itemsOfCase
const PALLETS = CASES / WORLD.casesOfPallet

const STEM = 'https://id.gs1.org'
export const itemKey = (n: number): string => `${STEM}/01/06901234567892/21/${serial(n)}`
export const lotKey = (n: number): string => `${STEM}/01/06901234567892/10/L${n}`
const serial = (n: number): string => n.toString(36).toUpperCase().padStart(6, '0')

/** Base 36, padded: the same in SQL, so that both name the same items. */
const DIGITS = `create function pg_temp.s36(n bigint) returns text language sql immutable as $$
  select string_agg(substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', (n / (36 ^ p)::bigint % 36)::int + 1, 1), '' order by p desc)
  from generate_series(0, 5) p $$`

const ITEM = (n: string): string =>
  `'${STEM}/01/06901234567892/21/' || s.code`.replace('s.code', `pg_temp.s36(${n})`)
const CASE = (n: string): string => `'${STEM}/00/1' || lpad((${n})::text, 17, '0')`
const PALLET = (n: string): string => `'${STEM}/00/2' || lpad((${n})::text, 17, '0')`
const LOT = (n: string): string => `'${STEM}/01/06901234567892/10/L' || (${n})`

/** Hours since the beginning of the world at which a thing happens: lots one after another, so that time spreads. */
const at = (lot: string, hours: number): string =>
  `timestamptz '2025-01-01' + (${lot}) * interval '20 minutes' + interval '${hours} hours'`

type Step = {
  readonly what: string
  /** Events and the lot each belongs to: `g` runs from 0. */
  readonly events: number
  readonly lot: string
  readonly hours: number
  readonly type: string
  readonly action: string
  readonly bizStep: string
  readonly place: string
}

const PER_CASE = WORLD.itemsOfLot / WORLD.itemsOfCase
const steps: readonly Step[] = [
  {
    what: 'harvest',
    events: WORLD.lots,
    lot: 'g',
    hours: 0,
    type: 'ObjectEvent',
    action: 'ADD',
    bizStep: 'commissioning',
    place: 'farm',
  },
  {
    what: 'test',
    events: WORLD.lots,
    lot: 'g',
    hours: 2,
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: 'inspecting',
    place: 'lab',
  },
  {
    what: 'commission',
    events: CASES,
    lot: `g / ${PER_CASE}`,
    hours: 4,
    type: 'ObjectEvent',
    action: 'ADD',
    bizStep: 'commissioning',
    place: 'house',
  },
  {
    what: 'pack',
    events: CASES,
    lot: `g / ${PER_CASE}`,
    hours: 6,
    type: 'AggregationEvent',
    action: 'ADD',
    bizStep: 'packing',
    place: 'house',
  },
  {
    what: 'stack',
    events: PALLETS,
    lot: `g * ${WORLD.casesOfPallet} / ${PER_CASE}`,
    hours: 8,
    type: 'AggregationEvent',
    action: 'ADD',
    bizStep: 'packing',
    place: 'house',
  },
  {
    what: 'ship',
    events: PALLETS,
    lot: `g * ${WORLD.casesOfPallet} / ${PER_CASE}`,
    hours: 12,
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: 'shipping',
    place: 'depot',
  },
  {
    what: 'receive',
    events: PALLETS,
    lot: `g * ${WORLD.casesOfPallet} / ${PER_CASE}`,
    hours: 30,
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: 'receiving',
    place: 'shop',
  },
]

/** Which mentions a step's events have: columns key, place, role, is_class, action, link, via of event `g`. */
const MENTIONS: Readonly<Record<string, readonly string[]>> = {
  harvest: [`select ${LOT('g')}, 0, 'epc', true, 'ADD', null, null`],
  test: [`select ${LOT('g')}, 0, 'epc', true, null, null, null`],
  commission: [
    `select ${ITEM(`g::bigint * ${WORLD.itemsOfCase} + i`)}, i, 'epc', false, 'ADD', 'lot', ${LOT(`g / ${PER_CASE}`)}
     from generate_series(0, ${WORLD.itemsOfCase - 1}) i`,
  ],
  pack: [
    `select ${CASE('g')}, 0, 'parent', false, 'ADD', null, null`,
    `select ${ITEM(`g::bigint * ${WORLD.itemsOfCase} + i`)}, i + 1, 'child', false, 'ADD', 'in', ${CASE('g')}
     from generate_series(0, ${WORLD.itemsOfCase - 1}) i`,
  ],
  stack: [
    `select ${PALLET('g')}, 0, 'parent', false, 'ADD', null, null`,
    `select ${CASE(`g * ${WORLD.casesOfPallet} + i`)}, i + 1, 'child', false, 'ADD', 'in', ${PALLET('g')}
     from generate_series(0, ${WORLD.casesOfPallet - 1}) i`,
  ],
  ship: [`select ${PALLET('g')}, 0, 'epc', false, null, null, null`],
  receive: [`select ${PALLET('g')}, 0, 'epc', false, null, null, null`],
}

/** Fills an empty e-town 1. Indexes of the mentions are built afterwards: three times as fast. */
export async function fillTrace(url: string): Promise<{ events: number; mentions: number }> {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await owner.query("set app.etown = '1'; set synchronous_commit = off; set maintenance_work_mem = '512MB'")
  await owner.query(DIGITS)
  await owner.query('alter table trace.mention drop constraint mention_pkey; drop index trace.mention_via')
  await owner.query(
    "insert into trace.capture (etown, behaviour, created_at, finished_at, accepted, by_account) values (1, 'rollback', now(), now(), 0, '1')",
  )
  let first = 1
  for (const step of steps) {
    await owner.query(`
      insert into trace.event (etown, id, event_id, declares_error, capture, type, action, at, recorded_at, biz_step,
        disposition, biz_location, cbv_hash, document_sha256, document, by_account)
      select 1, ${first} + g, 'urn:ezhen:${step.what}:' || g, false, 1, '${step.type}', '${step.action}', ${at(step.lot, step.hours)},
        ${at(step.lot, step.hours + 1)}, '${step.bizStep}', 'in_progress', 'https://ezhen.example/${step.place}/' || ((${step.lot}) % 100),
        sha256(('${step.what}' || g)::bytea), sha256(('${step.what}' || g)::bytea),
        jsonb_strip_nulls(jsonb_build_object('type', '${step.type}', 'action', '${step.action}', 'bizStep', '${step.bizStep}', 'eventTime', ${at(step.lot, step.hours)},
          'eventTimeZoneOffset', '+08:00', 'epcList', '[]'::jsonb,
          'bizTransactionList', case when '${step.what}' = 'ship' then jsonb_build_array(jsonb_build_object('type', 'po', 'bizTransaction', 'urn:ezhen:order:' || g)) end,
          'destinationList', case when '${step.what}' = 'ship' then jsonb_build_array(jsonb_build_object('type', 'owning_party', 'destination', 'urn:ezhen:buyer:' || g % 500)) end)), '1'
      from generate_series(0, ${step.events - 1}) g`)
    for (const mentions of MENTIONS[step.what] ?? [])
      await owner.query(`
        insert into trace.mention (etown, key, at, event, place, role, is_class, action, link, via, withdrawn)
        select 1, m.key, ${at(step.lot, step.hours)}, ${first} + g, m.place, m.role, m.is_class, m.action, m.link, m.via, false
        from generate_series(0, ${step.events - 1}) g
        cross join lateral (${mentions}) as m (key, place, role, is_class, action, link, via)`)
    first += step.events
  }
  await owner.query(`alter table trace.mention add primary key (etown, key, at, event, place);
    create index mention_via on trace.mention (etown, via, at, event) where via is not null`)
  await owner.query(`select setval('trace.event_id_seq', ${first})`)
  await owner.query('vacuum analyze trace.mention')
  await owner.query('vacuum analyze trace.event')
  const { rows } = await owner.query<{ mentions: string }>('select count(*) as mentions from trace.mention')
  await owner.end()
  return { events: first - 1, mentions: Number(rows[0]?.mentions) }
}
