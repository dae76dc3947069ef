import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { Condition } from '../domain/epcis/condition.ts'
import type { EpcisEvent } from '../domain/epcis/event.ts'
import type { KeyPattern } from '../domain/epcis/key-pattern.ts'
import type { EventQuery } from '../domain/epcis/query.ts'

/** An event as it is read back. */
export type StoredEvent = {
  readonly id: bigint
  readonly eventId: string
  readonly at: Date
  readonly recordedAt: Date
  readonly document: EpcisEvent
  readonly namespaces: Readonly<Record<string, string>> | null
}

/** Behind this event, in the query's order. */
export type Place = { readonly ms: number; readonly id: bigint }

/** After the last text that begins with another: `~` and everything else a URI may hold sort below it. */
const END = '\u{10FFFF}'

function fits(column: RawBuilder<unknown>, pattern: KeyPattern): RawBuilder<boolean> {
  if ('key' in pattern) return sql`${column} = ${pattern.key}`
  const ranges = pattern.prefixes.map(
    (prefix) => sql`(${column} >= ${prefix} and ${column} < ${prefix + END})`,
  )
  return sql`(${sql.join(ranges, sql` or `)})`
}

function anyOf(column: RawBuilder<unknown>, patterns: readonly KeyPattern[]): RawBuilder<boolean> {
  const keys = patterns.flatMap((p) => ('key' in p ? [p.key] : []))
  const others = patterns.filter((p) => !('key' in p)).map((p) => fits(column, p))
  const all = keys.length === 0 ? others : [sql<boolean>`${column} = any(${keys}::text[])`, ...others]
  return sql`(${sql.join(all, sql` or `)})`
}

const instant = (ms: number): string => new Date(ms).toISOString()

/** The part of a query that columns and mentions decide; undefined: the document decides. */
function decided(etown: number, condition: Condition): RawBuilder<boolean> | undefined {
  switch (condition.by) {
    case 'type':
      return sql`e.type = any(${condition.values}::text[])`
    case 'action':
      return sql`e.action = any(${condition.values}::text[])`
    case 'bizStep':
      return sql`e.biz_step = any(${condition.values}::text[])`
    case 'disposition':
      return sql`e.disposition = any(${condition.values}::text[])`
    case 'eventID':
      return sql`e.event_id = any(${condition.values}::text[])`
    case 'transformation':
      return sql`e.transformation = any(${condition.values}::text[])`
    case 'time':
      return condition.op === 'GE'
        ? sql`e.at >= ${instant(condition.ms)}::timestamptz`
        : sql`e.at < ${instant(condition.ms)}::timestamptz`
    case 'recordTime':
      return condition.op === 'GE'
        ? sql`e.recorded_at >= ${instant(condition.ms)}::timestamptz`
        : sql`e.recorded_at < ${instant(condition.ms)}::timestamptz`
    case 'declaresError':
      return sql`e.declares_error = ${condition.value}`
    case 'readPoint':
    case 'bizLocation':
      return located(condition)
    case 'mention':
      return mentioned(etown, condition)
    case 'capture':
      return sql`e.capture = any(${condition.values}::bigint[])`
    case 'nothing':
      return sql`false`
    default:
      return undefined
  }
}

/** Within a place: the place itself, and what its location number names inside it. */
function located(condition: Extract<Condition, { by: 'readPoint' | 'bizLocation' }>): RawBuilder<boolean> {
  const column = condition.by === 'readPoint' ? sql`e.read_point` : sql`e.biz_location`
  const inside = condition.within ? [{ prefixes: condition.values.map((value) => `${value}/`) }] : []
  return anyOf(column, [...condition.values.map((key) => ({ key })), ...inside])
}

function mentioned(etown: number, condition: Extract<Condition, { by: 'mention' }>): RawBuilder<boolean> {
  const isClass = condition.isClass === undefined ? sql`` : sql`and m.is_class = ${condition.isClass}`
  const kind = condition.kind === undefined ? sql`` : sql`and m.kind = ${condition.kind}`
  return sql`e.id in (select m.event from trace.mention m where m.etown = ${etown}
    and ${anyOf(sql`m.key`, condition.patterns)} and m.role = any(${condition.roles}::text[]) ${isClass} ${kind})`
}

export const decidedByDatabase = (query: EventQuery): boolean =>
  query.conditions.every((condition) => decided(0, condition) !== undefined)

/** Events that meet what the database can decide, in the query's order, behind `after`. */
export async function findEvents(
  db: Db<'trace'>,
  etown: number,
  query: Pick<EventQuery, 'conditions' | 'orderBy' | 'direction'>,
  after: Place | undefined,
  limit: number,
): Promise<readonly StoredEvent[]> {
  const parts = query.conditions.flatMap((condition) => decided(etown, condition) ?? [])
  const time = query.orderBy === 'eventTime' ? sql`e.at` : sql`e.recorded_at`
  const down = query.direction === 'DESC'
  if (after !== undefined) {
    const place = sql`(${instant(after.ms)}::timestamptz, ${after.id}::bigint)`
    parts.push(down ? sql`(${time}, e.id) < ${place}` : sql`(${time}, e.id) > ${place}`)
  }
  const where = sql.join([sql`e.etown = ${etown}`, ...parts], sql` and `)
  const order = down ? sql`${time} desc, e.id desc` : sql`${time}, e.id`
  const { rows } = await sql<StoredEvent>`
    select e.id, e.event_id as "eventId", e.at, e.recorded_at as "recordedAt", e.document, e.namespaces
    from trace.event e where ${where} order by ${order} limit ${limit}`.execute(db)
  return rows
}

/** How many events meet a query that the database decides alone, counted up to `most`. */
export async function countEvents(
  db: Db<'trace'>,
  etown: number,
  query: EventQuery,
  most: number,
): Promise<number> {
  const parts = query.conditions.flatMap((condition) => decided(etown, condition) ?? [])
  const where = sql.join([sql`e.etown = ${etown}`, ...parts], sql` and `)
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from (select from trace.event e where ${where} limit ${most}) as counted`.execute(
    db,
  )
  return Number(rows[0]?.count ?? 0)
}

/** The events of one number: the event, and its error declaration if there is one. */
export async function eventsOfId(
  db: Db<'trace'>,
  etown: number,
  eventId: string,
): Promise<readonly StoredEvent[]> {
  return findEvents(
    db,
    etown,
    { conditions: [{ by: 'eventID', values: [eventId] }], orderBy: 'recordTime', direction: 'ASC' },
    undefined,
    2,
  )
}

/** Distinct values of a column, in order, found by leaping from one to the next in its index. */
export async function distinctValues(
  db: Db<'trace'>,
  etown: number,
  what: 'epcs' | 'bizSteps' | 'bizLocations' | 'readPoints' | 'dispositions',
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const [table, column] = {
    epcs: [sql`trace.mention`, sql`key`],
    bizSteps: [sql`trace.event`, sql`biz_step`],
    bizLocations: [sql`trace.event`, sql`biz_location`],
    readPoints: [sql`trace.event`, sql`read_point`],
    dispositions: [sql`trace.event`, sql`disposition`],
  }[what] ?? [sql`trace.event`, sql`type`]
  const thing = what === 'epcs' ? sql`and role in ('epc', 'parent', 'child', 'input', 'output')` : sql``
  const { rows } = await sql<{ value: string }>`
    with recursive leap (value, n) as (
      (select ${column}, 1 from ${table} where etown = ${etown} and ${column} > ${after} ${thing} order by ${column} limit 1)
      union all
      select (select t.${column} from ${table} t where t.etown = ${etown} and t.${column} > leap.value ${thing}
        order by t.${column} limit 1), n + 1
      from leap where leap.value is not null and n < ${limit}
    )
    select value from leap where value is not null order by n`.execute(db)
  return rows.map((row) => row.value)
}
