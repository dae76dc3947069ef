import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import pg from 'pg'
import { bringOrderFile, seeImportThrough } from '#market'
import { loadPlan } from '#plan'
import * as fund from '../../src/modules/fund/contract/index.ts'
import * as subsidy from '../../src/modules/subsidy/contract/index.ts'
import { actAs, type TestRole } from './actor.ts'
import { asking } from './asking.ts'
import { csvText } from './order-files.ts'
import { type TestServer, testServer } from './server.ts'
import { aParty, aShop } from './shops.ts'

export type Ask = ReturnType<typeof asking>

const LONGGANG = 1
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')

/** 沁水's real plan in e-town 1, whose interpretations the county has confirmed where a test says so. */
export type SubsidyTown = AsyncDisposable & {
  readonly server: TestServer
  /** The owner's connection, inside the e-town. */
  readonly owner: pg.Client
  as(role: string, more?: Omit<TestRole, 'etown' | 'roles'>): Promise<Ask>
  /** Moves the clock; whoever is signed in stays so. */
  at(instant: string): Promise<void>
  /** Somebody who acts for a new party. */
  merchant(name: string): Promise<Ask & { readonly party: string }>
  confirm(...interpretations: readonly string[]): Promise<void>
  /** The county decides for another reading. */
  adopt(interpretation: string, reading: string): Promise<void>
  /** The plan's money of every level has arrived and is allocated. */
  fill(): Promise<void>
  /** Sorts what was sold. */
  sort(kind: string, ...products: readonly string[]): Promise<void>
  /** A project of the register, as the procurement room would have brought it here; its number. */
  register(name: string, state: string): Promise<string>
  /** Opens a round of a scheme for 2025, from yesterday on; its number. */
  open(
    scheme: string,
    poolFen: bigint,
    name?: string,
    more?: { readonly basisDay?: string; readonly category?: string },
  ): Promise<string>
  /** Fills in, documents and hands in; its number. */
  submit(
    merchant: Ask,
    round: string,
    project: string | { readonly registered: string },
    facts: Readonly<Record<string, string>>,
  ): Promise<string>
  /** Sales of a party's shop, one order a day of the year, by a real order file. */
  sell(
    party: string,
    orders: readonly {
      readonly no: number
      readonly day: string
      readonly fen: bigint
      readonly status?: string
      readonly product?: string
      readonly waybill?: string
    }[],
  ): Promise<void>
}

const yuan = (fen: bigint): string => `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`

/** The plan of 沁水, unless another county's is named. */
export async function subsidyTown(plan = '../../plans/140521-longgang-2023.yaml'): Promise<SubsidyTown> {
  const server = await testServer()
  const owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  const bytes = await readFile(new URL(plan, import.meta.url))
  const name = 'plan.yaml'
  const loaded = await loadPlan(server.house, { name, bytes }, { account: 'test' })
  if (!loaded.ok) throw new Error('the plan was not loaded')
  const { slug } = loaded.value
  await owner.query(`select set_config('app.etown', '1', false)`)
  const as = async (role: string, more = {}) =>
    asking(server, await actAs(server, { etown: LONGGANG, roles: [role], ...more }), slug)
  const office = await as('office')
  const isLonggang = slug.includes('longgang')
  return {
    server,
    owner,
    as,
    async at(instant) {
      server.clock = new Date(instant)
      await owner.query(
        `update identity.session set made_at = $1, seen_at = $1, ends_at = $1::timestamptz + interval '12 hours'`,
        [server.clock],
      )
    },
    async merchant(called) {
      const party = String(await aParty(owner, LONGGANG, called))
      return Object.assign(await as('merchant', { party }), { party })
    },
    async confirm(...interpretations) {
      for (const code of interpretations)
        await owner.query(
          `insert into plan.decision (etown, version, interpretation, place, origin, state, adopted, reason, decided_by, decided_on, account, at)
           select etown, version, interpretation, place + 1, 'person', 'confirmed', adopted, '会议决定', '领导小组', '2026-01-05', 'test', now()
           from plan.decision where interpretation = $1 order by place desc limit 1`,
          [code],
        )
    },
    async adopt(interpretation, reading) {
      await owner.query(
        `insert into plan.decision (etown, version, interpretation, place, origin, state, adopted, reason, decided_by, decided_on, account, at)
         select etown, version, interpretation, place + 1, 'person', 'confirmed', $2, '会议决定', '领导小组', '2026-01-05', 'test', now()
         from plan.decision where interpretation = $1 order by place desc limit 1`,
        [interpretation, reading],
      )
    },
    async fill() {
      const treasury = await as('finance')
      const evidence = await aPaper(office, '到账')
      const money = [
        ['province', 'full-elements', 400],
        ['city', 'whole', 100],
        ['county', 'whole', isLonggang ? 300 : 200],
      ] as const
      for (const [source, category, wan] of isLonggang ? money : money.slice(2)) {
        const amount = String(BigInt(wan) * 1_000_000n)
        const arrived = await treasury(fund.registerTranche, {
          body: { source, document: `${source}一号`, amount, arrivedOn: '2026-01-05', evidence },
        })
        const given = await office(fund.allocateFund, { body: { source, category, amount } })
        if (arrived.status !== 200 || given.status !== 200) throw new Error(arrived.raw.body + given.raw.body)
      }
    },
    async sort(kind, ...products) {
      const sorted = await office(subsidy.sortGoods, { body: { kind, which: { products: [...products] } } })
      if (sorted.status !== 200) throw new Error(sorted.raw.body)
    },
    async register(name, state) {
      await owner.query('alter table project.project disable trigger user')
      const { rows } = await owner.query(
        `insert into project.project (etown, name, purpose, category, state, made_by, made_at)
         values (1, $1, '建设', 'whole', $2, 'test', now()) returning id`,
        [name, state],
      )
      await owner.query('alter table project.project enable trigger user')
      return String(rows[0].id)
    },
    async open(scheme, poolFen, called = '2025年度', more = {}) {
      const opened = await office<typeof subsidy.openRound>(subsidy.openRound, {
        body: {
          scheme,
          name: called,
          basisDay: '2025-12-31',
          opensOn: '2026-11-01',
          closesOn: '2026-12-01',
          poolFen: String(poolFen),
          category: scheme.startsWith('sales') ? 'full-elements' : 'leading-industry',
          ...more,
        },
      })
      if (opened.status !== 200) throw new Error(opened.raw.body)
      return opened.answer.id
    },
    async submit(merchant, round, project, facts) {
      const started = await merchant<typeof subsidy.startApplication>(subsidy.startApplication, {
        body: { round, ...(typeof project === 'string' ? { project } : project) },
      })
      if (started.status !== 200) throw new Error(started.raw.body)
      const params = { application: started.answer.id }
      for (const [fact, typed] of Object.entries(facts)) {
        const saved = await merchant(subsidy.saveFact, { params, body: { name: fact, typed } })
        if (saved.status !== 200) throw new Error(saved.raw.body)
        await merchant(subsidy.attachFile, {
          params,
          query: { fact },
          file: { name: `${fact}.pdf`, bytes: PDF },
        })
      }
      const done = await merchant(subsidy.submitApplication, { params, body: { seen: 1 } })
      if (done.status !== 200) throw new Error(done.raw.body)
      return started.answer.id
    },
    async sell(party, orders) {
      const shop = await aShop(owner, LONGGANG, {
        platform: 'pdd',
        name: `主体${party}的店`,
        operator: party,
      })
      const rows = orders.map(({ no, day, fen, status = '已收货', product = '荆条蜂蜜', waybill = '' }) => ({
        商品: product,
        快递单号: waybill,
        订单号: `250101-${400_000_000_000_000 + no * 7919}`,
        订单状态: status,
        '商品总价(元)': yuan(fen),
        '用户实付金额(元)': yuan(fen),
        '商家实收金额(元)': yuan(fen),
        支付时间: `${day} 10:00:00`,
        订单成交时间: `${day} 09:59:00`,
      }))
      const file = { name: '订单.csv', bytes: Readable.from([Buffer.from(csvText('pdd', rows))]) }
      const brought = await bringOrderFile(server.house, LONGGANG, shop, file, 'test')
      if (!brought.ok) throw new Error(brought.refused[0]?.zh)
      const seen = await seeImportThrough(server.house, LONGGANG, brought.value)
      if (!seen.ok) throw new Error(seen.refused[0]?.zh)
    },
    async [Symbol.asyncDispose]() {
      await owner.end()
      await server[Symbol.asyncDispose]()
    },
  }
}

export { PDF }

/** A signed paper of its own content. */
export async function aPaper(who: Ask, text: string): Promise<string> {
  const sent = await who<typeof fund.bringEvidence>(fund.bringEvidence, {
    file: { name: `${text}.pdf`, bytes: Buffer.from(`%PDF-1.4\n${text}\n`) },
  })
  return sent.answer.sha256
}

export const WHY = '材料齐全，核对无误'
export const PROJECT_FACTS = { 当年建设当年见效: '是', 通过评估验收: '是', 实际投入资金: '100万元' }

/** Codes of the refusals alone. */
export const codes = (asked: { readonly refused: readonly (readonly [string, string | undefined])[] }) =>
  asked.refused.map(([code]) => code)

/** The people at the desk, each of whom has one duty, and what they do. */
export async function subsidyDesk(town: SubsidyTown) {
  const [office, finance, leader, payer] = [
    await town.as('office'),
    await town.as('finance'),
    await town.as('leader'),
    await town.as('finance'),
  ]
  const seenOf = async (id: string): Promise<number> =>
    (await office<typeof subsidy.getApplication>(subsidy.getApplication, { params: { application: id } }))
      .answer.version

  const review = async (id: string, more = {}) =>
    office<typeof subsidy.reviewApplication>(subsidy.reviewApplication, {
      params: { application: id },
      body: { event: 'recommend', reason: WHY, seen: await seenOf(id), ...more },
    })
  const check = async (id: string, who = finance, event = 'check') =>
    who<typeof subsidy.checkApplication>(subsidy.checkApplication, {
      params: { application: id },
      body: { event, reason: WHY, seen: await seenOf(id) },
    })
  const decide = async (id: string, event = 'decide', who = leader) =>
    who<typeof subsidy.decideApplication>(subsidy.decideApplication, {
      params: { application: id },
      body: { event, reason: WHY, seen: await seenOf(id) },
    })
  const pay = async (id: string, body: object, who = payer, key?: string) =>
    who<typeof subsidy.payApplication>(subsidy.payApplication, {
      params: { application: id },
      body: { ...body, seen: await seenOf(id) },
      ...(key === undefined ? {} : { key }),
    })
  const publish = async (round: string) =>
    office<typeof subsidy.publishNotice>(subsidy.publishNotice, {
      params: { round },
      body: {
        title: '2025年度奖补拟补助名单公示',
        contact: '领导小组办公室 0356-7020000',
        evidence: await aPaper(office, `名单${round}`),
      },
    })
  const end = (notice: string) =>
    office<typeof subsidy.endNotice>(subsidy.endNotice, { params: { notice }, body: {} })
  /** 到账 With a voucher for each allotment. */
  const confirm = async (id: string, paidOn: string, who = payer, key?: string) => {
    const { answer } = await office<typeof subsidy.getApplication>(subsidy.getApplication, {
      params: { application: id },
    })
    const open = (answer.payment?.allotments ?? []).filter(({ committedFen }) => committedFen !== '0')
    const evidence = await aPaper(finance, `凭证${id}`)
    const vouchers = open.map(({ id: allotment }) => ({
      allotment,
      voucherNo: `农商行${allotment}`,
      evidence,
    }))
    return pay(id, { event: 'pay', paidOn, vouchers }, who, key)
  }
  return { office, finance, leader, payer, seenOf, review, check, decide, pay, publish, end, confirm }
}
