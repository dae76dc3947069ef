import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { type Evidence, findEvidence } from '../../../platform/files/evidence.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import { planRefusals } from '../contract/room-refusals.ts'
import { type adoptVersion, type checkDraft, MOST_PROBLEMS } from '../contract/version-endpoints.ts'
import { versionsOf } from '../db/versions.ts'
import { changesBetween } from '../domain/plan-changes.ts'
import { adoptPlan, placeAmong } from './adopt-plan.ts'
import { changeView } from './compare-versions.ts'
import { keptPlan } from './kept-plan.ts'
import { readStoredPlan } from './read-plan-file.ts'

type Drafting = Call<typeof checkDraft, 'plan'>
type Answer = AnswerOf<typeof checkDraft>

/** 试核 Tells what an uploaded file would be as a version, and everything that is wrong with it. Changes nothing. */
export async function checkDraftIn(call: Drafting): Promise<Outcome<Answer>> {
  const { file, house } = call
  if (file === undefined) throw new Error('a draft without its file')
  const check = await readStoredPlan(house.evidence, file)
  const problems = check.ok
    ? []
    : check.problems
        .slice(0, MOST_PROBLEMS)
        .map(({ line, col, refusal: { code, zh, en } }) => ({ line, col, code, zh, en }))
  const problemsTotal = check.ok ? 0 : check.problems.length
  call.note(file.sha256, { problems: problemsTotal })
  const draft = { file: file.sha256, name: file.name, problems, problemsTotal, refusals: [] }
  return granted(check.ok ? { ...draft, ...(await asVersion(call, check.plan)) } : draft)
}

async function asVersion(call: Drafting, plan: PlanFile): Promise<Pick<Answer, 'refusals' | 'version'>> {
  const foreign = foreignTo(call, plan)
  if (foreign.length > 0) return { refusals: foreign.map(said) }
  const held = await versionsOf(call.db, call.etown.id)
  const place = placeAmong(held, call.etown.slug, plan)
  if (!place.ok) return { refusals: place.refused.map(said) }
  const { amended, isHeld } = place.value
  const before = amended && (await keptPlan(call.db, call.etown.id, amended)).plan
  return {
    refusals: [],
    version: {
      number: Number(plan.version.number),
      adoptedOn: plan.version.adopted_on,
      inForceFrom: plan.version.in_force_from,
      title: plan.document.title,
      held: isHeld,
      ...(amended === undefined ? {} : { amends: amended.number }),
      changes: before === undefined ? [] : changesBetween(before, plan).map(changeView),
    },
  }
}

const said = ({ code, zh, en }: Refusal) => ({ code, zh, en })

const foreignTo = ({ etown }: Pick<Drafting, 'etown'>, plan: PlanFile): readonly Refusal[] =>
  plan.etown.id === etown.slug
    ? []
    : [refusal(planRefusals, 'plan.other_etown', { other: plan.etown.id, own: etown.slug })]

/** 采用 Makes an uploaded file, checked once more, a version of this e-town's plan. */
export async function adoptVersionIn(
  call: Call<typeof adoptVersion, 'plan'>,
): Promise<Outcome<AnswerOf<typeof adoptVersion>>> {
  const { db, etown, house, now, announce } = call
  const file: Evidence | undefined = await findEvidence(db, etown.id, call.body.file)
  if (file === undefined) return refused(refusal(planRefusals, 'plan.draft_missing', {}, '/file'))
  const check = await readStoredPlan(house.evidence, file)
  if (!check.ok) {
    const count = check.problems.length
    return refused(refusal(planRefusals, 'plan.draft_faulty', { count }, '/file'))
  }
  const foreign = foreignTo(call, check.plan)
  if (foreign.length > 0) return refused(...foreign)
  const account = call.actor?.account ?? ''
  const adopted = await adoptPlan({ db, etown, file, account, at: now, announce }, check.plan)
  if (adopted.ok) call.note(String(adopted.value.version), { file: file.sha256, state: adopted.value.state })
  return adopted
}
