import { fundPlaces } from '#fund'
import type { Day } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { type Fen, fen, formatYuan, subFen } from '#kernel/money'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { toFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import {
  type amendContract,
  type draftContract,
  type MilestonePlan,
  projectRefusals,
} from '../contract/index.ts'
import {
  contractMoneyOf,
  contractOf,
  insertContract,
  insertVersion,
  milestonesOf,
  standingsOf,
  type VersionRow,
  versionsOf,
} from '../db/contracts.ts'
import { awardOf, bidsOf, tendersOf } from '../db/tenders.ts'
import { addedBy, limitOn, mostOf, STATUTORY_LIMITS } from '../domain/limits.ts'
import { moneyRefusals, type Terms, termsRefusals, totalOf } from '../domain/terms.ts'
import { signingRefusals } from './award.ts'
import { confirmedClocks } from './clock-rules.ts'
import { type Doing, dayRefusals, doingOf, evidenceRefusals, notNow, opened } from './doing.ts'

type Said = {
  readonly money: readonly { readonly source: string; readonly amount: string }[]
  readonly milestones: readonly MilestonePlan[]
}

export const termsOf = ({ money, milestones }: Said): Terms => ({
  money: money.map(({ source, amount }) => ({ source, amount: toFen(amount) })),
  milestones: milestones.map((m) => ({ ...m, amount: toFen(m.amount) })),
})

const rowsOf = ({ money, milestones }: Terms) => ({
  money,
  milestones: milestones.map(({ dueOn, needsNotice, ...m }) => ({
    ...m,
    due_on: dueOn,
    needs_notice: needsNotice,
  })),
})

/** The terms of a version as they were kept. */
export async function keptTerms(doing: Pick<Doing, 'db' | 'etown'>, version: bigint): Promise<Terms> {
  const milestones = await milestonesOf(doing.db, doing.etown, [version])
  const money = await contractMoneyOf(doing.db, doing.etown, [version])
  return {
    money: money.map(({ source, amount }) => ({ source, amount: fen(amount) })),
    milestones: milestones.map((m) => ({
      place: m.place,
      name: m.name,
      deliverable: m.deliverable,
      amount: fen(m.amount),
      dueOn: m.due_on,
      needsNotice: m.needs_notice,
    })),
  }
}

async function termsTroubles(doing: Doing, terms: Terms): Promise<readonly Refusal[]> {
  return [...moneyRefusals(terms.money, (await fundPlaces(doing.fund)).sources), ...termsRefusals(terms)]
}

export const heldVersion = (versions: readonly VersionRow[]): VersionRow | undefined =>
  versions.filter(({ approved }) => approved === true).at(-1)

const waiting = (versions: readonly VersionRow[]): VersionRow | undefined =>
  versions.find(({ approved }) => approved === null)

/** 起草合同 With whom the award says, for no more than it says; a draft that was declined is drafted again. */
export async function draftContractIn(
  call: Call<typeof draftContract, 'project'>,
): Promise<Outcome<AnswerOf<typeof draftContract>>> {
  const doing = doingOf(call)
  const { number, signedOn, evidence } = call.body
  const found = await opened(doing, call.params.project, 'sign')
  if (!found.ok) return found
  const [tender] = await tendersOf(call.db, doing.etown, found.value.id)
  const award = tender && (await awardOf(call.db, doing.etown, tender.id))
  if (tender === undefined || award === undefined) throw new Error(`project ${found.value.id} has no award`)
  const bid = (await bidsOf(call.db, doing.etown, tender.id)).find(({ id }) => id === award.bid)
  const terms = termsOf(call.body)
  const amount = totalOf(terms.milestones)
  const awarded = fen(bid?.amount ?? 0n)
  const before = await contractOf(call.db, doing.etown, found.value.id)
  const versions = before === undefined ? [] : await versionsOf(call.db, doing.etown, before.id)
  const stands = before !== undefined && (waiting(versions) !== undefined || before.number !== number)
  const values = { amount: formatYuan(amount), award: formatYuan(awarded) }
  const wrong: Refusal[] = [
    ...(await termsTroubles(doing, terms)),
    ...(stands
      ? [refusal(projectRefusals, 'project.contract_known', { number: before.number }, '/number')]
      : []),
    ...(amount > awarded ? [refusal(projectRefusals, 'project.above_award', values, '/milestones')] : []),
    ...dayRefusals(doing, signedOn, '/signedOn'),
    ...(await signingRefusals(doing, award, signedOn)),
    ...(await evidenceRefusals(doing, evidence)),
  ]
  if (bid === undefined || wrong.length > 0) return refused(...wrong)
  const contract =
    before ??
    (await insertContract(call.db, {
      etown: doing.etown,
      project: found.value.id,
      tender: tender.id,
      number,
      contractor: bid.bidder,
      credit_code: bid.credit_code,
    }))
  if (contract === undefined)
    return refused(refusal(projectRefusals, 'project.number_known', { number }, '/number'))
  const last = versions.at(-1)
  const version = await insertVersion(
    call.db,
    {
      etown: doing.etown,
      contract: contract.id,
      number: versions.length + 1,
      amount,
      signed_on: signedOn,
      why: last === undefined ? null : `第${last.number}稿未同意，重新起草`,
      evidence,
      made_by: doing.account,
      made_at: doing.now,
    },
    rowsOf(terms),
  )
  tell(doing, call.params.project, version, amount, evidence)
  call.note(call.params.project, { version: String(version), amount: String(amount) })
  return granted({ id: String(version) })
}

/** 合同变更 A whole version again, with its reason; what was delivered, accepted or paid keeps its amount. */
export async function amendContractIn(
  call: Call<typeof amendContract, 'project'>,
): Promise<Outcome<AnswerOf<typeof amendContract>>> {
  const doing = doingOf(call)
  const { signedOn, why, evidence } = call.body
  const found = await opened(doing, call.params.project, 'amend')
  if (!found.ok) return found
  const contract = await contractOf(call.db, doing.etown, found.value.id)
  if (contract === undefined) return refused(notNow(found.value, '变更合同'))
  const versions = await versionsOf(call.db, doing.etown, contract.id)
  const open = waiting(versions)
  const terms = termsOf(call.body)
  const wrong: Refusal[] = [
    ...(open === undefined
      ? []
      : [refusal(projectRefusals, 'project.version_waits', { version: open.number })]),
    ...(await termsTroubles(doing, terms)),
    ...(await keptRefusals(doing, found.value.id, terms)),
    ...(await supplementRefusals(doing, versions, totalOf(terms.milestones), signedOn)),
    ...dayRefusals(doing, signedOn, '/signedOn'),
    ...(await evidenceRefusals(doing, evidence)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  const amount = totalOf(terms.milestones)
  const version = await insertVersion(
    call.db,
    {
      etown: doing.etown,
      contract: contract.id,
      number: versions.length + 1,
      amount,
      signed_on: signedOn,
      why,
      evidence,
      made_by: doing.account,
      made_at: doing.now,
    },
    rowsOf(terms),
  )
  tell(doing, call.params.project, version, amount, evidence)
  call.note(call.params.project, { version: String(version), amount: String(amount) })
  return granted({ id: String(version) })
}

/** 补充合同限额 All that the approved versions and this one add to the original, together. */
export async function supplementRefusals(
  doing: Doing,
  versions: readonly VersionRow[],
  amount: Fen,
  signedOn: Day,
): Promise<readonly Refusal[]> {
  const held = versions.filter(({ approved }) => approved === true).map((version) => fen(version.amount))
  const [original] = held
  const limit = STATUTORY_LIMITS.find(({ code }) => code === 'supplement')
  if (original === undefined || limit === undefined) return []
  const { percent, source } = limitOn(limit, await confirmedClocks(doing), signedOn)
  const [before, all] = [addedBy(held), addedBy([...held, amount])]
  const most = mostOf({ percent }, original)
  if (all <= most || all === before) return []
  const values = {
    original: formatYuan(original),
    percent,
    most: formatYuan(most),
    source,
    before: formatYuan(before),
    added: formatYuan(subFen(all, before)),
  }
  return [refusal(projectRefusals, 'project.supplement_limit', values, '/milestones')]
}

const tell = (doing: Doing, project: string, version: bigint, amount: bigint, evidence: string): void =>
  doing.announce({
    kind: 'project.contract-drafted',
    subject: project,
    payload: { version: String(version), amount: String(amount) },
    evidence: [evidence],
  })

/** 不动的里程碑 What was delivered, accepted or paid stands in every later version with the same amount. */
export async function keptRefusals(
  { db, etown }: Pick<Doing, 'db' | 'etown'>,
  project: bigint,
  terms: Terms,
): Promise<readonly Refusal[]> {
  const standings = await standingsOf(db, etown, project)
  return standings.flatMap(({ place, name, amount, delivery, accepted, paid }) => {
    const fixed = accepted === true || paid > 0n || (delivery !== null && accepted === null)
    if (!fixed || terms.milestones.find((m) => m.place === place)?.amount === amount) return []
    const values = { name, amount: formatYuan(fen(amount)) }
    return [refusal(projectRefusals, 'project.accepted_stays', values, '/milestones')]
  })
}
