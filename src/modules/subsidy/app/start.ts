import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { partiesOf } from '#party'
import { contractsOf, type PubProject, projectsOf as registerOf } from '#project'
import type { Call } from '../../../platform/http/route.ts'
import { type listProjects, type startApplication, subsidyRefusals } from '../contract/index.ts'
import { insertApplication, projectsOf, sameProject } from '../db/applications.ts'
import { roundOf } from '../db/rounds.ts'
import { projectKey, registeredKey, soundsLike } from '../domain/project-name.ts'
import { ruleOfRound } from './round-rule.ts'
import { onlyParty } from './seeing.ts'

const no = (code: keyof typeof subsidyRefusals, values = {}) =>
  refused(refusal(subsidyRefusals, code, values))

/** Before its announcement a project is nobody else's business. */
const HIDDEN: ReadonlySet<PubProject['state']> = new Set(['started', 'planned', 'approved', 'ended'])

type Asking = Pick<Call<typeof startApplication, 'subsidy'>, 'db' | 'etown' | 'actor'>

const announced = async ({ db, etown }: Asking): Promise<readonly PubProject[]> =>
  (await registerOf(db, etown.id)).filter(({ state }) => !HIDDEN.has(state))

/** 台账里可以申报的项目 What the public knows of already; those whose contract the applicant has come first. */
export async function listProjectsIn(
  call: Call<typeof listProjects, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof listProjects>>> {
  const { db, etown, actor } = call
  const party = onlyParty(actor, etown.id) ?? 0n
  const code = (await partiesOf(db, etown.id, [party])).get(party)?.creditCode
  const contracts = await contractsOf(db, etown.id)
  const own = new Set(
    contracts.filter(({ credit_code }) => credit_code === code).map(({ project }) => project),
  )
  const items = (await announced(call)).map(({ id, name }) => ({ id: String(id), name, isOwn: own.has(id) }))
  return granted({
    items: items.toSorted((a, b) => Number(b.isOwn) - Number(a.isOwn)),
    total: items.length,
  })
}

type Body = Call<typeof startApplication, 'subsidy'>['body']
type Named = { readonly project: string; readonly project_key: string; readonly registered: bigint | null }

/** Which project it is: one of the register, or the party's own that is not much like another. */
async function projectOf(call: Asking, party: bigint, body: Body): Promise<Outcome<Named>> {
  const register = await announced(call)
  if ('registered' in body) {
    const found = register.find(({ id }) => id === BigInt(body.registered))
    if (found === undefined) return no('subsidy.project_not_registered')
    const { id, name } = found
    return granted({ project: name, project_key: registeredKey(party, id), registered: id })
  }
  const { project, isAnother = false } = body
  const project_key = projectKey(party, project)
  const own = granted({ project, project_key, registered: null })
  const itself = register.find(({ name }) => projectKey(party, name) === project_key)
  if (itself) return no('subsidy.project_registered', { project, other: itself.name })
  if (isAnother) return own
  const others = await projectsOf(call.db, call.etown.id, party)
  if (others.some((other) => other.project_key === project_key)) return own
  const listed = register.find(({ name }) => soundsLike(project, name))
  if (listed) return no('subsidy.project_registered', { project, other: listed.name })
  const like = others.find((other) => soundsLike(project, other.project))
  return like
    ? no('subsidy.project_similar', { project, other: like.project, number: like.number ?? `草稿${like.id}` })
    : own
}

export async function startApplicationIn(
  call: Call<typeof startApplication, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof startApplication>>> {
  const { db, etown, now, body } = call
  const party = onlyParty(call.actor, etown.id)
  if (party === undefined || party === 0n) return no('subsidy.no_party')
  const round = await roundOf(db, etown.id, BigInt(body.round))
  if (round === undefined) return no('subsidy.round_not_found')
  const found = await ruleOfRound(db, etown.id, round)
  if (!found.ok) return found
  const { scheme } = found.value.rule.used
  const named = await projectOf(call, party, body)
  if (!named.ok) return named
  const row = await insertApplication(db, {
    etown: etown.id,
    round: round.id,
    party,
    ...named.value,
    cost_item: scheme.cost_item,
    exclusion: scheme.exclusion ?? null,
    state: 'draft',
    created_by: call.actor?.account ?? '',
    created_at: now,
  })
  if (row === undefined) {
    const other = await sameProject(db, etown.id, round.id, named.value.project_key)
    return no('subsidy.applied_already', { number: other?.number ?? `草稿${other?.id ?? ''}` })
  }
  call.note(String(row.id), { round: String(round.id) })
  call.announce({
    kind: 'subsidy.application-started',
    subject: String(row.id),
    payload: { round: String(round.id), party: String(party) },
  })
  return granted({ id: String(row.id) })
}
