import { allotmentsFor, fundPlaces, lockPlaces, propose, release } from '#fund'
import type { AnswerOf } from '#kernel/endpoint'
import { fen } from '#kernel/money'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { fromFen, toFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import {
  type approveProject,
  type endProject,
  type planProject,
  projectRefusals,
  type returnScheme,
} from '../contract/index.ts'
import type { ProjectRow } from '../db/projects.ts'
import { insertApproval, insertScheme, schemeMoneyOf, schemesOf } from '../db/schemes.ts'
import { moneyRefusals, totalOf } from '../domain/terms.ts'
import { type Doing, dayRefusals, doingOf, evidenceRefusals, opened, step } from './doing.ts'

/** The name under which the fund holds a project's budget until its contract is approved. */
const BUDGET = '项目预算'
const PAYEE_OPEN = '待采购确定'
export const budgetOrigin = (project: bigint): string => `project.project/${project}`

/** 报方案 The first one, or a change of what was approved: both go to whoever approves. */
export async function planProjectIn(
  call: Call<typeof planProject, 'project'>,
): Promise<Outcome<AnswerOf<typeof planProject>>> {
  const doing = doingOf(call)
  const found = await opened(doing, call.params.project, 'plan')
  if (!found.ok) return found
  const { plannedOn, evidence, why, termDays, ...scheme } = call.body
  const money = scheme.money.map(({ source, amount }) => ({ source, amount: toFen(amount) }))
  const version = (await schemesOf(call.db, doing.etown, found.value.id)).length + 1
  const wrong: Refusal[] = [
    ...moneyRefusals(money, (await fundPlaces(doing.fund)).sources),
    ...dayRefusals(doing, plannedOn, '/plannedOn'),
    ...(await evidenceRefusals(doing, evidence)),
    ...(version > 1 && why === undefined
      ? [refusal(projectRefusals, 'project.why_needed', { version }, '/why')]
      : []),
  ]
  if (wrong.length > 0) return refused(...wrong)
  const budget = totalOf(money)
  await insertScheme(
    call.db,
    {
      etown: doing.etown,
      project: found.value.id,
      version,
      way: scheme.way,
      budget,
      scope: scheme.scope,
      qualification: scheme.qualification,
      scoring: scheme.scoring,
      term_days: termDays,
      why: version === 1 ? null : (why ?? null),
      evidence,
      made_by: doing.account,
      made_at: doing.now,
    },
    money,
  )
  await step(doing, found.value, 'plan', 'planned', {
    on: plannedOn,
    reason: why,
    evidence,
    facts: { version: String(version), budget: fromFen(budget) },
  })
  call.note(call.params.project, { version, budget: fromFen(budget) })
  return granted({ id: call.params.project })
}

export async function returnSchemeIn(
  call: Call<typeof returnScheme, 'project'>,
): Promise<Outcome<AnswerOf<typeof returnScheme>>> {
  const doing = doingOf(call)
  const found = await opened(doing, call.params.project, 'return')
  if (!found.ok) return found
  await step(doing, found.value, 'return', 'started', { reason: call.body.reason })
  call.note(call.params.project)
  return granted({ id: call.params.project })
}

/**
 * 核准 The newest scheme, by somebody who did not draw it up; its money is taken at once from every source, all or nothing,
 * in the name of who asked: two projects cannot both be given the last of it.
 */
export async function approveProjectIn(
  call: Call<typeof approveProject, 'project'>,
): Promise<Outcome<AnswerOf<typeof approveProject>>> {
  const doing = doingOf(call)
  const { approvedOn, evidence } = call.body
  const found = await opened(doing, call.params.project, 'approve')
  if (!found.ok) return found
  const scheme = (await schemesOf(call.db, doing.etown, found.value.id)).at(-1)
  if (scheme === undefined) throw new Error(`project ${found.value.id} is planned and has no scheme`)
  const same = { did: '编制', does: '核准' }
  const wrong = [
    ...(scheme.made_by === doing.account ? [refusal(projectRefusals, 'project.same_person', same)] : []),
    ...dayRefusals(doing, approvedOn, '/approvedOn'),
    ...(await evidenceRefusals(doing, evidence)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  const { version } = scheme
  await insertApproval(call.db, {
    etown: doing.etown,
    project: found.value.id,
    version,
    approved_by: doing.account,
    approved_at: doing.now,
    evidence,
  })
  const money = (await schemeMoneyOf(call.db, doing.etown, found.value.id)).filter(
    (m) => m.version === version,
  )
  const taken = await reserve(doing, found.value, money, scheme)
  if (!taken.ok) return taken
  await step(doing, found.value, 'approve', 'approved', {
    on: approvedOn,
    evidence,
    facts: { version: String(version), budget: String(scheme.budget) },
  })
  call.note(call.params.project, { version, budget: String(scheme.budget) })
  return granted({ id: call.params.project })
}

async function reserve(
  doing: Doing,
  project: ProjectRow,
  money: readonly { readonly source: string; readonly amount: bigint }[],
  scheme: { readonly made_by: string; readonly evidence: string },
): Promise<Outcome<bigint>> {
  const held = await allotmentsFor(doing.db, doing.etown, budgetOrigin(project.id))
  const sources = [...money, ...held].map(({ source }) => source)
  await lockPlaces(doing.fund, project.category, sources)
  const freed = await freeBudget(doing, project, '方案重新核准，原预留释放')
  if (!freed.ok) return freed
  for (const { source, amount } of money) {
    const asked = await propose(
      { ...doing.fund, account: scheme.made_by },
      {
        project: project.name,
        expense: BUDGET,
        source,
        category: project.category,
        amount: fen(amount),
        payee: PAYEE_OPEN,
        evidence: scheme.evidence,
        origin: budgetOrigin(project.id),
        throughOrigin: true,
      },
    )
    if (!asked.ok) return asked
  }
  return granted(project.id)
}

/** 释放预算 Everything still reserved for the budget of a project. Its pools are locked before. */
export async function freeBudget(
  doing: Doing,
  project: ProjectRow,
  reason: string,
): Promise<Outcome<bigint>> {
  for (const { id, reserved, ended } of await allotmentsFor(
    doing.db,
    doing.etown,
    budgetOrigin(project.id),
  )) {
    if (ended || reserved === 0n) continue
    const freed = await release(doing.fund, id, reason)
    if (!freed.ok) return freed
  }
  return granted(project.id)
}

/** 终止 Before there is a contract: what was reserved is free again. */
export async function endProjectIn(
  call: Call<typeof endProject, 'project'>,
): Promise<Outcome<AnswerOf<typeof endProject>>> {
  const doing = doingOf(call)
  const { reason, evidence } = call.body
  const found = await opened(doing, call.params.project, 'end')
  if (!found.ok) return found
  const wrong = await evidenceRefusals(doing, evidence)
  if (wrong.length > 0) return refused(...wrong)
  const held = await allotmentsFor(doing.db, doing.etown, budgetOrigin(found.value.id))
  await lockPlaces(
    doing.fund,
    found.value.category,
    held.map(({ source }) => source),
  )
  const freed = await freeBudget(doing, found.value, `项目终止：${reason}`.slice(0, 500))
  if (!freed.ok) return freed
  await step(doing, found.value, 'end', 'ended', { reason, evidence })
  call.note(call.params.project)
  return granted({ id: call.params.project })
}
