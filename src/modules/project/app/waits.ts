import { sql } from 'kysely'
import { dayOfInstant } from '#kernel/day'
import { roomOf } from '../../../platform/db/house.ts'
import type { Asker, Wait } from '../../../platform/room.ts'

type Counts = {
  readonly planned: number
  readonly approved: number
  readonly versions: number
  readonly deliveries: number
  readonly accepted: number
  readonly deposits: number
}

/** Schemes and contracts wait for approval, deliveries for acceptance, what is accepted for its notice. */
export async function projectWaits({ db, etown, account, now, may }: Asker): Promise<readonly Wait[]> {
  if (!may('project.read')) return []
  const { rows } = await sql<Counts>`
    select (select count(*)::int from project.project where etown = ${etown.id} and state = 'planned') as planned,
      (select count(*)::int from project.project where etown = ${etown.id} and state = 'approved') as approved,
      (select count(*)::int from project.project where etown = ${etown.id} and state = 'accepted') as accepted,
      (select count(*)::int from project.contract_version v where v.etown = ${etown.id} and v.made_by <> ${account}
        and not exists (select from project.verdict x where x.etown = v.etown and x.version = v.id)) as versions,
      (select count(*)::int from project.delivery d where d.etown = ${etown.id} and d.made_by <> ${account}
        and not exists (select from project.inspection i where i.etown = d.etown and i.delivery = d.id)) as deliveries,
      (select count(*)::int from project.deposit d where d.etown = ${etown.id} and d.due_back_on <= ${dayOfInstant(now.getTime())}
        and not exists (select from project.deposit_return r where r.etown = d.etown and r.deposit = d.id)) as deposits`.execute(
    roomOf(db, 'project'),
  )
  const [found] = rows
  const of = (permission: string, count: number | undefined): number => (may(permission) ? (count ?? 0) : 0)
  const queue = (zh: string, en: string, count: number): Wait => ({
    what: { zh, en },
    count,
    href: '/projects',
  })
  return [
    queue('采购方案待核准', 'Schemes to approve', of('project.approve', found?.planned)),
    queue('合同待审定', 'Contracts to approve', of('project.approve', found?.versions)),
    queue('方案已核准，待发公告', 'Tenders to announce', of('project.procure', found?.approved)),
    queue('里程碑已交付，待验收', 'Milestones to accept', of('project.accept', found?.deliveries)),
    queue('项目已验收，待公示', 'Acceptances to publish', of('project.accept', found?.accepted)),
    queue('保证金到期，待退还', 'Deposits due back', of('project.pay', found?.deposits)),
  ]
}
