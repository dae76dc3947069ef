import type { Json } from '#kernel/canonical'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call, RawAnswer } from '../../../platform/http/route.ts'
import {
  type ProjectDetail,
  projectRefusals,
  type readRecordPackage,
  type readReleasePackage,
} from '../contract/index.ts'
import { findProject, pageOfProjects } from '../db/projects.ts'
import { isPublic, type Publisher, recordPackage, releasePackage } from '../domain/ocds.ts'
import { detailOf } from './detail.ts'
import { doingOf } from './doing.ts'

type OpenCall = Call<typeof readReleasePackage, 'project'> | Call<typeof readRecordPackage, 'project'>
type Packing = (by: Publisher, now: string, details: readonly ProjectDetail[]) => Json

/** One page holds them all: an e-town has tens of projects. */
const MOST = 500

async function packed(call: OpenCall, name: string, packing: Packing): Promise<Outcome<RawAnswer>> {
  const doing = doingOf(call)
  const { project } = call.query
  const rows =
    project === undefined
      ? (await pageOfProjects(call.db, doing.etown, undefined, { after: undefined, limit: MOST })).rows
      : [await findProject(call.db, doing.etown, BigInt(project))].filter((row) => row !== undefined)
  const details: ProjectDetail[] = []
  for (const row of rows) {
    const detail = await detailOf(doing, row)
    if (isPublic(detail)) details.push(detail)
  }
  // A package without a release is none by the standard.
  if (details.length === 0)
    return refused(
      refusal(projectRefusals, project === undefined ? 'project.nothing_public' : 'project.not_found'),
    )
  const by = {
    name: call.etown.name,
    slug: call.etown.slug,
    address: (call.house.config.publicUrl ?? `http://${call.headers.host ?? 'localhost'}`).replace(/\/$/, ''),
  }
  return granted({
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `inline; filename="${name}"`,
    },
    body: JSON.stringify(packing(by, call.now.toISOString(), details)),
  })
}

export const readReleasesIn = (
  call: Call<typeof readReleasePackage, 'project'>,
): Promise<Outcome<RawAnswer>> => packed(call, 'release-package.json', releasePackage)

export const readRecordsIn = (call: Call<typeof readRecordPackage, 'project'>): Promise<Outcome<RawAnswer>> =>
  packed(call, 'record-package.json', recordPackage)
