import { sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { ProjectState } from '../contract/words.ts'

/** 项目简况 What other rooms may know of a project. */
export type PubProject = {
  readonly id: bigint
  readonly name: string
  readonly clause: string | null
  readonly category: string
  readonly state: ProjectState
  readonly budget: bigint | null
}

/** 合同简况 What other rooms may know of a contract that is approved. */
export type PubContract = {
  readonly id: bigint
  readonly project: bigint
  readonly number: string
  readonly contractor: string
  readonly credit_code: string
  readonly version: bigint
  readonly amount: bigint
  readonly signed_on: string
  readonly project_name: string
  /** As its scheme says: so many days from the first signature. */
  readonly ends_on: string
}

export async function pubProjects(db: Db<'project'>, etown: number): Promise<readonly PubProject[]> {
  const { rows } = await sql<PubProject>`
    select id, name, clause, category, state, budget from project_pub.project
    where etown = ${etown} order by id desc`.execute(db)
  return rows
}

export async function pubContracts(
  db: Db<'project'>,
  etown: number,
  project: bigint | undefined,
): Promise<readonly PubContract[]> {
  const { rows } = await sql<PubContract>`
    select k.id, k.project, k.number, k.contractor, k.credit_code, k.version, k.amount, k.signed_on, p.name as project_name,
      ((select v.signed_on from project.contract_version v join project.verdict d on d.etown = v.etown and d.version = v.id
        where v.etown = k.etown and v.contract = k.id and d.approved order by v.number limit 1) + s.term_days)::text as ends_on
    from project_pub.contract k
    join project.project p on p.etown = k.etown and p.id = k.project
    join project.contract c on c.etown = k.etown and c.id = k.id
    join project.tender t on t.etown = c.etown and t.id = c.tender
    join project.scheme s on s.etown = t.etown and s.project = t.project and s.version = t.version
    where k.etown = ${etown} and (${project ?? null}::bigint is null or k.project = ${project ?? null}::bigint)
    order by k.id desc`.execute(db)
  return rows
}
