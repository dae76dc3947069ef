/**
 * 项目 What rooms above may read of projects, their contracts and milestones. The same stands as views for SQL:
 * `project_pub.project`, `project_pub.contract`, `project_pub.milestone`.
 * @example for (const { id, name, state } of await projectsOf(call.db, call.etown.id)) …
 */
import { type AnyDb, roomOf } from '../../platform/db/house.ts'
import { type MilestoneStanding, standingsOf } from './db/contracts.ts'
import { type PubContract, type PubProject, pubContracts, pubProjects } from './db/published.ts'

export type { MilestoneStanding, PubContract, PubProject }

/** 项目简况 Every project of the e-town, newest first; budget in fen, of the scheme approved last. */
export const projectsOf = (db: AnyDb, etown: number): Promise<readonly PubProject[]> =>
  pubProjects(roomOf(db, 'project'), etown)

/** 合同简况 Every approved contract, of one project or of all; amounts in fen, of the version that holds. */
export const contractsOf = (db: AnyDb, etown: number, project?: bigint): Promise<readonly PubContract[]> =>
  pubContracts(roomOf(db, 'project'), etown, project)

/** 里程碑简况 Milestones of a project's contract with delivery, acceptance and what is paid. */
export const milestonesOf = (
  db: AnyDb,
  etown: number,
  project: bigint,
): Promise<readonly MilestoneStanding[]> => standingsOf(roomOf(db, 'project'), etown, project)
