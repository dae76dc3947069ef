import { sql } from 'kysely'
import { roomOf } from '#platform/db/house'
import type { Asker, Wait } from '../../../platform/room.ts'

/** Which state of an application waits for which duty. */
const QUEUES = [
  { state: 'submitted', may: 'subsidy.review', zh: '奖补申报待初审', en: 'Applications to review' },
  { state: 'recommended', may: 'subsidy.check', zh: '奖补申报待财政复核', en: 'Applications to check' },
  { state: 'checked', may: 'subsidy.review', zh: '奖补申报待公示', en: 'Applications to publish' },
  { state: 'objected', may: 'subsidy.decide', zh: '奖补异议待复查', en: 'Objections to review' },
  { state: 'elapsed', may: 'subsidy.decide', zh: '奖补申报待审定', en: 'Applications to decide' },
  { state: 'appealed', may: 'subsidy.decide', zh: '奖补申诉待复查', en: 'Appeals to review' },
  { state: 'decided', may: 'subsidy.pay', zh: '奖补待下拨付指令', en: 'Payments to instruct' },
  { state: 'instructed', may: 'subsidy.pay', zh: '奖补待拨付', en: 'Payments to make' },
] as const

export async function subsidyWaits({ db, etown, may }: Asker): Promise<readonly Wait[]> {
  const mine = QUEUES.filter((queue) => may(queue.may))
  if (mine.length === 0) return []
  const { rows } = await sql<{ state: string; waiting: number }>`
    select state, count(*)::int as waiting from subsidy.application where etown = ${etown.id} group by state`.execute(
    roomOf(db, 'subsidy'),
  )
  return mine.map(({ state, zh, en }) => ({
    what: { zh, en },
    count: rows.find((row) => row.state === state)?.waiting ?? 0,
    href: `/subsidy-applications?state=${state}` as const,
  }))
}
