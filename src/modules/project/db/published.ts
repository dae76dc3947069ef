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
    select id, project, number, contractor, credit_code, version, amount, signed_on from project_pub.contract
    where etown = ${etown} and (${project ?? null}::bigint is null or project = ${project ?? null}::bigint)
    order by id desc`.execute(db)
  return rows
}
