import type { AnswerOf } from '#kernel/endpoint'
import { fen, yuanText } from '#kernel/money'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { noticeOn, publish } from '#notice'
import type { Call } from '../../../platform/http/route.ts'
import {
  type archiveProject,
  type evaluateProject,
  projectRefusals,
  type publiciseAcceptance,
} from '../contract/index.ts'
import { contractOf, standingsOf } from '../db/contracts.ts'
import { evaluationsOf, insertEvaluation, insertPublicity, publicitiesOf } from '../db/performing.ts'
import { type Doing, dayRefusals, doingOf, evidenceRefusals, notNow, opened, step } from './doing.ts'

/** 验收公示 Through the one service for notices; another only after the first was withdrawn. */
export async function publiciseIn(
  call: Call<typeof publiciseAcceptance, 'project'>,
): Promise<Outcome<AnswerOf<typeof publiciseAcceptance>>> {
  const doing = doingOf(call)
  const { days, contact, evidence } = call.body
  const found = await opened(doing, call.params.project, 'publicise')
  if (!found.ok) return found
  const [last] = await publicitiesOf(call.db, doing.etown, found.value.id)
  const standing = last && (await noticeOn(call.db, doing.etown, last.notice, doing.today))
  if (last !== undefined && standing?.state !== 'withdrawn')
    return refused(refusal(projectRefusals, 'project.notice_stands', { notice: last.notice }))
  const contract = await contractOf(call.db, doing.etown, found.value.id)
  const milestones = await standingsOf(call.db, doing.etown, found.value.id)
  if (contract === undefined) return refused(notNow(found.value, '发验收公示'))
  const made = await publish(doing.notices, {
    kind: 'acceptance',
    origin: `project.project/${found.value.id}`,
    title: `${found.value.name}验收公示`,
    basis: `合同 ${contract.number}，各里程碑均已验收通过。`,
    contact,
    columns: ['项目', '里程碑', '承办单位', '金额（元）', '验收日期', '验收结果'],
    rows: milestones.map((m) => [
      found.value.name,
      m.name,
      contract.contractor,
      yuanText(fen(m.amount)),
      m.inspected_on ?? '',
      '通过',
    ]),
    days,
    evidence,
  })
  if (!made.ok) return made
  const { etown, now } = doing
  await insertPublicity(call.db, { etown, project: found.value.id, notice: made.value, made_at: now })
  await step(doing, found.value, 'publicise', 'publicised', {
    evidence,
    facts: { notice: String(made.value) },
  })
  call.note(call.params.project, { notice: String(made.value) })
  return granted({ id: String(made.value) })
}

const hundredths = (score: string): number => {
  const [whole = '0', part = ''] = score.split('.')
  return Number(whole) * 100 + Number(part.padEnd(2, '0'))
}

/** 绩效评价 What an evaluator found, after the notice; a second look is a second record. */
export async function evaluateIn(
  call: Call<typeof evaluateProject, 'project'>,
): Promise<Outcome<AnswerOf<typeof evaluateProject>>> {
  const doing = doingOf(call)
  const { evaluator, evaluatedOn, score, found: said, evidence } = call.body
  const found = await opened(doing, call.params.project, 'evaluate')
  if (!found.ok) return found
  const wrong: Refusal[] = [
    ...(await passedRefusals(doing, found.value.id)),
    ...dayRefusals(doing, evaluatedOn, '/evaluatedOn'),
    ...(await evidenceRefusals(doing, evidence)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  const place = (await evaluationsOf(call.db, doing.etown, found.value.id)).length + 1
  await insertEvaluation(call.db, {
    etown: doing.etown,
    project: found.value.id,
    place,
    evaluator,
    evaluated_on: evaluatedOn,
    score: hundredths(score),
    found: said,
    evidence,
    made_by: doing.account,
    made_at: doing.now,
  })
  await step(doing, found.value, 'evaluate', 'evaluated', {
    on: evaluatedOn,
    evidence,
    facts: { score, evaluation: String(place) },
  })
  call.note(call.params.project, { score })
  return granted({ id: call.params.project })
}

async function passedRefusals(doing: Doing, project: bigint): Promise<readonly Refusal[]> {
  const [last] = await publicitiesOf(doing.db, doing.etown, project)
  const notice = last && (await noticeOn(doing.db, doing.etown, last.notice, doing.today))
  return notice?.state === 'passed' ? [] : [refusal(projectRefusals, 'project.notice_not_passed')]
}

/** 归档 After its evaluation; payments that are still due go on. */
export async function archiveIn(
  call: Call<typeof archiveProject, 'project'>,
): Promise<Outcome<AnswerOf<typeof archiveProject>>> {
  const doing = doingOf(call)
  const { archivedOn, evidence } = call.body
  const found = await opened(doing, call.params.project, 'archive')
  if (!found.ok) return found
  const wrong = [
    ...dayRefusals(doing, archivedOn, '/archivedOn'),
    ...(await evidenceRefusals(doing, evidence)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  await step(doing, found.value, 'archive', 'archived', { on: archivedOn, evidence })
  call.note(call.params.project)
  return granted({ id: call.params.project })
}
