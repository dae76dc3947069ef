import { fundPlaces } from '#fund'
import { day } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn, keysOf } from '#kernel/keys'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { noticeOn } from '#notice'
import type { AnyDb } from '../../../platform/db/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import {
  DUTY_KINDS,
  type getProject,
  PROCUREMENT_WAYS,
  PROJECT_EVENTS,
  PROJECT_STATES,
  type ProjectDetail,
  projectRefusals,
  type Scheme,
} from '../contract/index.ts'
import { dutiesOf, evaluationsOf, publicitiesOf } from '../db/performing.ts'
import { findProject, type ListedProject, type StepRow, stepsOf } from '../db/projects.ts'
import { schemeMoneyOf, schemesOf } from '../db/schemes.ts'
import { confirmedClocks } from './clock-rules.ts'
import { clockViews } from './clock-views.ts'
import { contractView } from './contract-view.ts'
import { type Doing, doingOf } from './doing.ts'
import { projectItem } from './list.ts'
import { tenderViews } from './tender-views.ts'

export async function getProjectIn(
  call: Call<typeof getProject, 'project'>,
): Promise<Outcome<AnswerOf<typeof getProject>>> {
  const doing = doingOf(call)
  const row = await findProject(call.db, doing.etown, BigInt(call.params.project))
  if (row === undefined) return refused(refusal(projectRefusals, 'project.not_found'))
  const held = call.actor?.towns.get(doing.etown)?.roles ?? []
  const ownDuties = keysOf(DUTY_KINDS).filter((kind) => held.includes(DUTY_KINDS[kind].role))
  return granted({ ...(await detailOf(doing, row)), ownDuties })
}

/** 项目全貌 Everything a project has, as its page and its open data show it. */
export async function detailOf(doing: Doing, row: ListedProject): Promise<ProjectDetail> {
  const { db, etown, today } = doing
  const { names } = await fundPlaces(doing.fund)
  const schemes = await schemeViews(doing, row.id, names.source)
  const tenders = await tenderViews(doing, row.id)
  const contract = await contractView(doing, row.id, names.source)
  const notice = await noticeView(db, doing, row.id)
  const steps = (await stepsOf(db, etown, row.id)).map(stepView)
  const clocks = clockViews({ schemes, tenders, contract }, await confirmedClocks(doing), today)
  return {
    ...projectItem(row, names),
    purpose: row.purpose,
    ...(row.clause === null ? {} : { clause: row.clause }),
    madeBy: row.made_by,
    steps,
    schemes,
    tenders,
    ...(contract === undefined ? {} : { contract }),
    ...(notice === undefined ? {} : { notice }),
    evaluations: (await evaluationsOf(db, etown, row.id)).map((e) => ({
      evaluator: e.evaluator,
      on: day(e.evaluated_on),
      score: `${Math.floor(e.score / 100)}.${String(e.score % 100).padStart(2, '0')}`,
      found: e.found,
      evidence: e.evidence,
      by: e.made_by,
    })),
    duties: (await dutiesOf(db, etown, row.id)).map((d) => ({
      id: String(d.id),
      kind: keyIn(DUTY_KINDS, d.kind),
      name: d.name,
      ...(d.number === null ? {} : { number: d.number }),
      on: day(d.done_on),
      evidence: d.evidence,
      by: d.made_by,
    })),
    clocks,
    ownDuties: [],
  }
}

const stepView = (row: StepRow): ProjectDetail['steps'][number] => ({
  event: keyIn(PROJECT_EVENTS, row.event),
  state: keyIn(PROJECT_STATES, row.to_state),
  on: day(row.happened_on),
  by: row.account,
  at: row.at.toISOString(),
  ...(row.reason === null ? {} : { reason: row.reason }),
  ...(row.evidence === null ? {} : { evidence: row.evidence }),
})

async function schemeViews(
  { db, etown }: Doing,
  project: bigint,
  nameOf: (source: string) => string,
): Promise<Scheme[]> {
  const money = await schemeMoneyOf(db, etown, project)
  return (await schemesOf(db, etown, project)).map((s) => ({
    version: s.version,
    way: keyIn(PROCUREMENT_WAYS, s.way),
    budget: String(s.budget),
    money: money
      .filter(({ version }) => version === s.version)
      .map(({ source, amount }) => ({ source, sourceName: nameOf(source), amount: String(amount) })),
    scope: s.scope,
    qualification: s.qualification,
    scoring: s.scoring,
    termDays: s.term_days,
    ...(s.why === null ? {} : { why: s.why }),
    evidence: s.evidence,
    madeBy: s.made_by,
    ...(s.approved_by === null ? {} : { approvedBy: s.approved_by }),
    ...(s.approved_at === null ? {} : { approvedAt: s.approved_at.toISOString() }),
  }))
}

async function noticeView(
  db: AnyDb,
  { db: own, etown, today }: Doing,
  project: bigint,
): Promise<ProjectDetail['notice']> {
  const [last] = await publicitiesOf(own, etown, project)
  const notice = last && (await noticeOn(db, etown, last.notice, today))
  return notice && { id: notice.id, title: notice.title, state: notice.state, through: notice.runsThrough }
}
