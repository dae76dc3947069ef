import { Readable } from 'node:stream'
import { addDays, type Day, startOfDay } from '#kernel/day'
import { FUND_STORIES, type FundStory, type MilestoneStory, type ProjectStory } from '#world/projects'
import type { Caller } from './demo-caller.ts'

const FEN_A_WAN = 1_000_000n
const NINE_O_CLOCK_MS = 9 * 3_600_000

/** Who does what at the demonstration's projects: each step its own people, as anywhere. */
export type MoneyPeople = Readonly<Record<'office' | 'leader' | 'treasury' | 'operator', Caller>>

type Ground = MoneyPeople & {
  readonly at: string
  ago(days: number): Day
  instant(days: number): string
  /** A file that says what it stands for. */
  paper(who: Caller, what: string, day: Day): Promise<string>
}

const fen = (wan: number): string => String(BigInt(wan) * FEN_A_WAN)
const moneyOf = (money: ProjectStory['budget']) =>
  Object.entries(money).map(([source, wan]) => ({ source, amount: fen(wan) }))

/** Brings in the e-town's money and its projects. How many projects; none where the world tells of none. */
export async function bringInProjects(
  people: MoneyPeople,
  at: string,
  code: string,
  today: Day,
): Promise<number> {
  const story = FUND_STORIES.find(({ town }) => town === code)
  if (story === undefined) return 0
  const ago = (days: number): Day => addDays(today, -days)
  const ground: Ground = {
    ...people,
    at,
    ago,
    instant: (days) => new Date(startOfDay(ago(days)) + NINE_O_CLOCK_MS).toISOString(),
    async paper(who, what, day) {
      const text = `演示文件,不是真实的凭证\n事项,${what}\n日期,${day}\n`
      const sent = await who.upload(
        `${at}/project-evidence`,
        `${what}.csv`,
        Readable.from([Buffer.from(text)]),
      )
      return String(sent.sha256)
    },
  }
  await arrive(ground, story)
  for (const project of story.projects) await tell(ground, project)
  return story.projects.length
}

/** What another story has brought in of a source is enough: it is not brought twice. */
async function arrive({ at, ago, paper, treasury, office }: Ground, story: FundStory): Promise<void> {
  const { items } = await treasury.get(`${at}/fund/tranches`)
  const known = items as readonly { source: string; document: string }[]
  const own = new Set(story.arrivals.map(({ document }) => document))
  const brought = new Set(known.filter(({ document }) => !own.has(document)).map(({ source }) => source))
  for (const { source, document, wan, daysAgo } of story.arrivals) {
    if (brought.has(source)) continue
    const evidence = await paper(treasury, `下达文件 ${document}`, ago(daysAgo))
    const body = { source, document, amount: fen(wan), arrivedOn: ago(daysAgo), evidence }
    await treasury.act('POST', `${at}/fund/tranches`, body)
  }
  for (const { source, category, wan } of story.allocations)
    if (!brought.has(source))
      await office.act('POST', `${at}/fund/allocations`, { source, category, amount: fen(wan) })
}

async function tell(ground: Ground, story: ProjectStory): Promise<void> {
  const { at, ago, office, leader, paper } = ground
  const { name, purpose, category, clause, startedDaysAgo, way, budget, scope } = story
  const started = await office.act('POST', `${at}/projects`, {
    name,
    purpose,
    category,
    ...(clause === undefined ? {} : { clause }),
    startedOn: ago(startedDaysAgo),
    evidence: await paper(office, `${name} 立项批复`, ago(startedDaysAgo)),
  })
  const one = `${at}/projects/${started.id}`
  const plannedOn = ago(startedDaysAgo - 5)
  await office.act('POST', `${one}/schemes`, {
    way,
    money: moneyOf(budget),
    scope,
    qualification: '具有独立承担民事责任的能力，近三年无重大违法记录',
    scoring: '综合评分：技术 50、业绩 20、价格 30',
    termDays: 365,
    plannedOn,
    evidence: await paper(office, `${name} 采购方案`, plannedOn),
  })
  if (story.approvedDaysAgo === undefined) return
  const approvedOn = ago(story.approvedDaysAgo)
  const evidence = await paper(leader, `${name} 核准批复`, approvedOn)
  await leader.act('POST', `${one}/approval`, { approvedOn, evidence })
  await procure(ground, one, story)
}

async function procure(ground: Ground, one: string, story: ProjectStory): Promise<void> {
  const { ago, instant, office, paper } = ground
  const { name, announced, bids = [], awardedDaysAgo } = story
  if (announced === undefined) return
  const { number, daysAgo, opensDaysAgo } = announced
  const publishedOn = ago(daysAgo)
  await office.act('POST', `${one}/tenders`, {
    number,
    publishedOn,
    place: '县政府门户网站（演示）',
    opensAt: instant(opensDaysAgo),
    evidence: await paper(office, `${name} 采购公告`, publishedOn),
  })
  const received: string[] = []
  for (const { bidder, creditCode } of bids) {
    const evidence = await paper(office, `${name} ${bidder} 投标文件`, ago(opensDaysAgo + 1))
    const body = { bidder, creditCode, receivedAt: instant(opensDaysAgo + 1), evidence }
    received.push(String((await office.act('POST', `${one}/bids`, body)).id))
  }
  if (bids.length === 0 || awardedDaysAgo === undefined) return
  await office.act('POST', `${one}/opening`, {
    openedAt: instant(opensDaysAgo),
    witnesses: '监督员（演示）',
    bids: received.map((bid, i) => ({ bid, amount: fen(bids[i]?.wan ?? 0), valid: true })),
    evidence: await paper(office, `${name} 开标记录`, ago(opensDaysAgo)),
  })
  await office.act('POST', `${one}/award`, {
    bid: received[0] ?? '',
    decidedOn: ago(awardedDaysAgo),
    reason: '综合得分第一',
    evidence: await paper(office, `${name} 评审报告`, ago(awardedDaysAgo)),
    publishedElsewhere: {
      where: '县政府门户网站（演示）',
      from: ago(awardedDaysAgo - 1),
      through: ago(awardedDaysAgo - 10),
    },
  })
  if (story.contract !== undefined) await sign(ground, one, story, story.contract)
}

async function sign(
  ground: Ground,
  one: string,
  story: ProjectStory,
  contract: NonNullable<ProjectStory['contract']>,
): Promise<void> {
  const { ago, office, leader, paper } = ground
  const { number, signedDaysAgo, money, milestones, waits } = contract
  const drafted = await office.act('POST', `${one}/contract`, {
    number,
    signedOn: ago(signedDaysAgo),
    money: moneyOf(money),
    milestones: milestones.map(({ name, deliverable, wan, dueDaysAgo, needsNotice = false }, i) => ({
      place: i + 1,
      name,
      deliverable,
      amount: fen(wan),
      dueOn: ago(dueDaysAgo),
      needsNotice,
    })),
    evidence: await paper(office, `${story.name} 合同`, ago(signedDaysAgo)),
  })
  if (waits) return
  await leader.act('POST', `${one}/contract/versions/${drafted.id}/verdict`, { approved: true })
  await office.act('POST', `${one}/contract/publication`, {
    publishedOn: ago(signedDaysAgo - 1),
    place: '县政府门户网站（演示）',
    evidence: await paper(office, `${story.name} 合同公告`, ago(signedDaysAgo - 1)),
  })
  const worth = milestones.reduce((sum, { wan }) => sum + wan, 0)
  await office.act('POST', `${one}/deposits`, {
    ...{ kind: 'performance', form: 'guarantee', amount: fen(Math.floor(worth / 20)) },
    ...{ receivedOn: ago(signedDaysAgo), dueBackOn: ago(-30), terms: '全部里程碑验收后退还（演示）' },
    evidence: await paper(office, `${story.name} 履约保函`, ago(signedDaysAgo)),
  })
  for (const [i, milestone] of milestones.entries()) await perform(ground, one, i + 1, milestone)
  if (story.publicised)
    await office.act('POST', `${one}/publicity`, {
      days: 5,
      contact: '领导小组办公室（演示）',
      evidence: await paper(office, `${story.name} 验收意见`, ago(1)),
    })
}

async function perform(ground: Ground, one: string, place: number, story: MilestoneStory): Promise<void> {
  const { ago, office, treasury, operator, paper } = ground
  const { name, deliveredDaysAgo, acceptedDaysAgo, paid } = story
  if (deliveredDaysAgo === undefined) return
  const delivered = await operator.act('POST', `${one}/deliveries`, {
    place,
    deliveredOn: ago(deliveredDaysAgo),
    said: `${name}：成果与清单一并提交`,
    evidence: await paper(operator, `${name} 交付清单`, ago(deliveredDaysAgo)),
  })
  if (acceptedDaysAgo === undefined) return
  await office.act('POST', `${one}/deliveries/${delivered.id}/inspection`, {
    accepted: true,
    inspectedOn: ago(acceptedDaysAgo),
    said: '逐项核对，符合合同',
    evidence: await paper(office, `${name} 验收单`, ago(acceptedDaysAgo)),
  })
  if (paid === undefined) return
  const number = one.split('/').at(-1) ?? ''
  await treasury.act('POST', `${one}/payments`, {
    place,
    source: paid.source,
    amount: fen(paid.wan),
    voucherNo: `演示凭证-${number}-${place}`,
    paidOn: ago(paid.daysAgo),
    evidence: await paper(treasury, `${name} 付款凭证`, ago(paid.daysAgo)),
  })
}
