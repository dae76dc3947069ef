import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { addDays, type Day, startOfDay } from '#kernel/day'
import { parseYuan } from '#kernel/money'
import { fromFen } from '#kernel/wire'
import { SUBSIDY_STORIES, type SubsidyStory } from '#world/subsidies'
import type { House } from '../platform/house.ts'
import { type Caller, signIn, stoppedBy } from './demo-caller.ts'
import { rooms } from './rooms.ts'
import { openServer } from './wire.ts'

const TEN_O_CLOCK_MS = 10 * 3_600_000
const WHY = '演示：材料齐全，核对无误'

/** Where and when the story is told: as whom, days ago. */
type Stage = {
  readonly at: string
  readonly story: SubsidyStory
  readonly today: Day
  as(person: Person, daysAgo: number): Promise<Caller>
}

/** People of the demonstration whose codes no visitor wants to use. */
const PEOPLE = ['filer', 'reviewer', 'checker', 'council', 'treasurer'] as const
type Person = (typeof PEOPLE)[number]

type Application = SubsidyStory['applications'][number]
type Brought = Application & { readonly id: string }

const STAGES = ['draft', 'submitted', 'returned', 'checked', 'publicised', 'paid'] as const
const isAsFar = (as: Application['until']) => (one: Application) =>
  STAGES.indexOf(one.until) >= STAGES.indexOf(as)

const fenOf = (yuan: string): string => fromFen(parseYuan(yuan) ?? failing(`${yuan} is no amount`))
function failing(why: string): never {
  throw new Error(why)
}

/** A paper that says that it is none. */
const paper = (name: string): AsyncIterable<Buffer> =>
  Readable.from([
    Buffer.from(`%PDF-1.4\n% ${name}: demonstration\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n`),
  ])

/**
 * Brings in a round of subsidies with applications at every desk, the first of them paid. A notice takes working days, so
 * the story is told by the same rooms under a clock that is set back.
 */
export async function bringInSubsidies(
  house: House,
  at: string,
  { code, slug, today, password }: { code: string; slug: string; today: Day; password: string },
  signal: AbortSignal,
): Promise<void> {
  const story = SUBSIDY_STORIES.find(({ town }) => town === code)
  if (story === undefined) return
  let now = house.clock()
  const signedIn = new Map<Person, Caller>()
  const past: FastifyInstance = await openServer({ ...house, clock: () => now }, rooms, {
    checkAnswers: false,
  })
  await past.ready()
  const asked = stoppedBy(signal, past)
  const stage: Stage = {
    at,
    story,
    today,
    // Signed in today: a code of long ago would be older than one that a load before has used.
    as: async (person, daysAgo) => {
      now = house.clock()
      const caller = signedIn.get(person) ?? (await signIn(asked, `${person}.${slug}`, password))
      signedIn.set(person, caller)
      now = new Date(startOfDay(addDays(today, -daysAgo)) + TEN_O_CLOCK_MS)
      return caller
    },
  }
  try {
    await tell(stage)
  } finally {
    await past.close()
  }
}

async function tell(stage: Stage): Promise<void> {
  await raiseFunds(stage)
  const round = await openRound(stage)
  const applications = await apply(stage, round)
  await review(stage, applications)
  const paid = applications.filter(({ until }) => until === 'paid')
  await check(stage, paid, 34)
  const notice = await publish(stage, round, '第一批', 33)
  await settle(stage, paid, notice)
  await check(
    stage,
    applications.filter(({ until }) => until === 'publicised'),
    3,
  )
  await publish(stage, round, '第二批', 2)
  await check(
    stage,
    applications.filter(({ until }) => until === 'checked'),
    1,
  )
}

const evidenceOf = async ({ at }: Stage, who: Caller, name: string): Promise<string> =>
  String((await who.upload(`${at}/fund/evidence`, `${name}（演示）.pdf`, paper(name))).sha256)

async function raiseFunds(stage: Stage): Promise<void> {
  const { at, story, today } = stage
  const treasurer = await stage.as('treasurer', 60)
  const evidence = await evidenceOf(stage, treasurer, '资金下达文件')
  for (const [source, yuan] of Object.entries(story.funds))
    await treasurer.act('POST', `${at}/fund/tranches`, {
      source,
      document: `演示〔${today.slice(0, 4)}〕${source}号`,
      amount: fenOf(yuan),
      arrivedOn: addDays(today, -60),
      evidence,
    })
  const reviewer = await stage.as('reviewer', 60)
  for (const [source, yuan] of Object.entries(story.funds))
    await reviewer.act('POST', `${at}/fund/allocations`, { source, category: 'whole', amount: fenOf(yuan) })
}

async function openRound(stage: Stage): Promise<string> {
  const { at, story, today } = stage
  const reviewer = await stage.as('reviewer', 50)
  const { version, items } = await reviewer.get(`${at}/plan/interpretations`)
  const known = (items as { code: string; fileAdopted: string; decisions: unknown[] }[]).find(
    ({ code }) => code === story.interpretation,
  )
  if (known === undefined) throw new Error(`the plan has no ${story.interpretation}`)
  if (known.decisions.length === 1)
    await reviewer.act('POST', `${at}/plan/interpretations/${story.interpretation}/decisions`, {
      version,
      adopted: known.fileAdopted,
      reason: '演示：领导小组会议确定',
      decidedBy: '领导小组（演示）',
      decidedOn: addDays(today, -50),
      seen: 1,
    })
  const schemes = (await reviewer.get(`${at}/subsidy-schemes`)).items as {
    code: string
    categories: { code: string }[]
  }[]
  const category = schemes.find(({ code }) => code === story.scheme)?.categories[0]?.code
  const opened = await reviewer.act('POST', `${at}/subsidy-rounds`, {
    scheme: story.scheme,
    name: `${story.round}（演示）`,
    basisDay: addDays(today, -50),
    opensOn: addDays(today, -50),
    closesOn: addDays(today, 60),
    poolFen: fenOf(story.poolYuan),
    category,
  })
  return String(opened.id)
}

async function apply(stage: Stage, round: string): Promise<readonly Brought[]> {
  const { at, story } = stage
  const filer = await stage.as('filer', 40)
  const brought: Brought[] = []
  for (const application of story.applications) {
    const { project, facts } = application
    const started = await filer.act('POST', `${at}/subsidy-applications`, { round, project, isAnother: true })
    const id = String(started.id)
    const here = `${at}/subsidy-applications/${id}`
    for (const [name, typed] of Object.entries(facts)) {
      await filer.act('PUT', `${here}/facts`, { name, typed })
      const fact = new URLSearchParams({ fact: name })
      await filer.upload(`${here}/files?${fact}`, `${name}（演示）.pdf`, paper(`${id} ${name}`))
    }
    if (isAsFar('submitted')(application)) await filer.act('POST', `${here}/submit`, { seen: 1 })
    brought.push({ ...application, id })
  }
  return brought
}

const seenOf = async ({ at }: Stage, who: Caller, id: string): Promise<number> =>
  Number((await who.get(`${at}/subsidy-applications/${id}`)).version)

/** One step of one application, unless an earlier load has done it. */
async function step(stage: Stage, who: Caller, id: string, path: string, from: string, body: object) {
  const here = `${stage.at}/subsidy-applications/${id}`
  if ((await who.get(here)).state !== from) return
  await who.act('POST', `${here}/${path}`, { ...body, seen: await seenOf(stage, who, id) })
}

async function review(stage: Stage, applications: readonly Brought[]): Promise<void> {
  const reviewer = await stage.as('reviewer', 36)
  for (const { id, until } of applications) {
    const back = { event: 'return', reason: '演示：发票缺一张，请补齐' }
    if (until === 'returned') await step(stage, reviewer, id, 'review', 'submitted', back)
    else if (until !== 'submitted' && until !== 'draft')
      await step(stage, reviewer, id, 'review', 'submitted', { event: 'recommend', reason: WHY, score: 80 })
  }
}

async function check(stage: Stage, applications: readonly Brought[], daysAgo: number): Promise<void> {
  const checker = await stage.as('checker', daysAgo)
  for (const { id } of applications)
    await step(stage, checker, id, 'check', 'recommended', { event: 'check', reason: WHY })
}

async function publish(stage: Stage, round: string, batch: string, daysAgo: number): Promise<string> {
  const { at, story } = stage
  const reviewer = await stage.as('reviewer', daysAgo)
  const published = await reviewer.act('POST', `${at}/subsidy-rounds/${round}/notices`, {
    title: `${story.round}拟补助名单公示（${batch}，演示）`,
    contact: story.contact,
    evidence: await evidenceOf(stage, reviewer, `${batch}名单`),
  })
  return String(published.id)
}

/** 期满、审定、拨付 After three weeks; working days of any year are over by then. */
async function settle(stage: Stage, paid: readonly Brought[], notice: string): Promise<void> {
  const { at, today } = stage
  const reviewer = await stage.as('reviewer', 12)
  const [first] = paid
  if (first === undefined) return
  if ((await reviewer.get(`${at}/subsidy-applications/${first.id}`)).state === 'publicised')
    await reviewer.act('POST', `${at}/subsidy-notices/${notice}/end`, {})
  const council = await stage.as('council', 11)
  for (const { id } of paid)
    await step(stage, council, id, 'decide', 'elapsed', { event: 'decide', reason: '演示：领导小组会议审定' })
  const treasurer = await stage.as('treasurer', 10)
  for (const { id } of paid) {
    await step(stage, treasurer, id, 'pay', 'decided', { event: 'instruct' })
    const { payment } = await treasurer.get(`${at}/subsidy-applications/${id}`)
    const { allotments } = payment as { allotments: { id: string }[] }
    const evidence = await evidenceOf(stage, treasurer, `付款凭证${id}`)
    const vouchers = allotments.map(({ id: allotment }) => ({
      allotment,
      voucherNo: `演示${allotment}`,
      evidence,
    }))
    const paying = { event: 'pay', paidOn: addDays(today, -10), vouchers }
    await step(stage, treasurer, id, 'pay', 'instructed', paying)
  }
}
