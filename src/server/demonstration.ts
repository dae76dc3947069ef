import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { ensureDemoAccounts } from '#identity'
import { addDays, type Day, dayOfInstant } from '#kernel/day'
import { regionName, regionsIn } from '#kernel/region-code'
import { loadPlan, readPlanText } from '#plan'
import { type DemoTown, generateWorld } from '#world/generate'
import { STATIONS } from '#world/stations'
import { inEtown } from '../platform/db/act.ts'
import { listEtowns } from '../platform/db/etowns.ts'
import type { House } from '../platform/house.ts'
import { ask, type JobKind } from '../platform/work/jobs.ts'
import { type Caller, signIn, stoppedBy } from './demo-caller.ts'
import { bringInAffairs } from './demonstration-affairs.ts'
import { listGoods } from './demonstration-goods.ts'
import { bringInInspections } from './demonstration-inspections.ts'
import { bringInProjects } from './demonstration-projects.ts'
import { bringInReports, openDemonstrationOffice } from './demonstration-reports.ts'
import { bringInRoutes } from './demonstration-routes.ts'
import { bringInScans } from './demonstration-scans.ts'
import { bringInSubsidies } from './demonstration-subsidies.ts'
import { bringInTraces } from './demonstration-traces.ts'

/** The seed of the world every demonstration shows; printed wherever the world is. */
const SEED = 20231
const JOB = 'demonstration.load'
type PlanEtown = Extract<ReturnType<typeof readPlanText>, { ok: true }>['plan']['etown']

const PLANS = ['140521-longgang-2023.yaml', '141030-daning-2022.yaml']
/** 市平均 of the demonstration: invented, and their source says so. Growth in per cent. */
const CITY_GROWTH = '4.2'

const planFile = (name: string): URL => new URL(`../../plans/${name}`, import.meta.url)

/** Loads both counties' plans into demonstration e-towns, and asks once for the rest of the world. */
export async function beginDemonstration(house: House): Promise<void> {
  await refuseBesideRealTowns(house)
  for (const name of PLANS) {
    const loaded = await loadPlan(
      house,
      { name, bytes: await readFile(planFile(name)) },
      { account: 'demonstration', demonstration: true },
    )
    if (!loaded.ok) {
      // The file was edited since this data folder began: the version it holds stands, as it would for a county.
      const kept = loaded.problems.every((p) => p.refusal.code === 'plan.version_taken')
      const why = loaded.problems.map((p) => `${p.line}: ${p.refusal.zh}`).join('\n')
      if (!kept) throw new Error(`${name}: ${why}`)
      house.log.warn({ plan: name }, why)
      continue
    }
    const { etown } = loaded.value
    await inEtown(house.pool, etown, 'write', async (scope) => {
      const asked = await scope.db
        .selectFrom('platform.job')
        .select('id')
        .where('etown', '=', etown)
        .where('kind', '=', JOB)
        .executeTakeFirst()
      if (asked === undefined)
        await ask(
          scope,
          JOB,
          {
            plan: name,
            seed: SEED,
            scale: house.config.demoScale,
            today: dayOfInstant(house.clock().getTime()),
          },
          'demonstration',
        )
    })
  }
  await openDemonstrationOffice(house)
}

/** The demonstration's administrators reach every e-town, and their codes stand on a public page. */
async function refuseBesideRealTowns(house: House): Promise<void> {
  const real = (await listEtowns(house.db)).filter((town) => !town.demonstration)
  if (real.length === 0) return
  const names = real.map((town) => town.name).join('、')
  throw new Error(
    `这个数据库里有真实的e镇（${names}），不能同时开演示：请用 EZHEN_DEMO=off npm start 启动。\nThis database holds real e-towns; start with EZHEN_DEMO=off.`,
  )
}

/**
 * Fills one demonstration e-town the way its people would: through the API, as its demonstration accounts. Every step
 * has a key of its own, so that a load cut off by anything goes on where it was.
 */
export const demonstrationJob = (product: FastifyInstance, say: (sentence: string) => void): JobKind => ({
  kind: JOB,
  async run({ house, etown: id, input, progress, signal }) {
    const { plan, seed, scale, today } = input as {
      plan: string
      seed: number
      scale: 1 | 10 | 100
      today: Day
    }
    const check = readPlanText(await readFile(planFile(plan), 'utf8'))
    if (!check.ok) throw new Error(`${plan} no longer passes its check`)
    const { etown } = check.plan
    const town = generateWorld({ seed, scale }).towns.find((t) => t.code === etown.id)
    if (town === undefined) throw new Error(`the world has no e-town ${etown.id}`)
    const { password } = await ensureDemoAccounts(house)
    const app = stoppedBy(signal, product)
    const office = await signIn(app, `records.${etown.id}`, password)
    const operator = await signIn(app, `intake.${etown.id}`, password)
    const at = `/api/etowns/${etown.id}`
    await office.act('PUT', `${at}/party-boundary`, {
      places: placesOf(etown),
      rings: [],
      source: `${check.plan.document.number}：${etown.boundary.quote}`,
    })
    await openStations(operator, at, etown.id, today)
    await enterCityGrowth(office, at, `${etown.county.slice(0, 4)}00`)
    await enterTraining(office, at, today)
    await importParties(operator, at, town)
    const shops = await openShops(operator, at, town)
    const [merchant = ''] = shops.operators
    await ensureDemoAccounts(house, new Map([[id, merchant]]))
    await listGoods(operator, at, etown.id, shops.operators)
    const page = await bringInTraces(operator, at, etown.id, today, merchant)
    await bringInScans(house, id, seed)
    if (page !== undefined) say(`扫码页示例（接在网址后面）: ${page}`)
    const grower = await signIn(app, `grower.${etown.id}`, password)
    const certificate = await bringInInspections({ office, operator, grower }, at, etown.id, today)
    if (certificate !== undefined) say(`合格证公开页示例: ${certificate}`)
    await bringInRoutes(operator, at, etown.id)
    await bringInSubsidies(house, at, { code: etown.id, slug: etown.id, today, password }, signal)
    const leader = await signIn(app, `deciding.${etown.id}`, password)
    const treasury = await signIn(app, `paying.${etown.id}`, password)
    await bringInProjects({ office, leader, treasury, operator }, at, etown.id, today)
    await bringInAffairs({ office, operator }, at, etown.id, today)
    let sent = 0
    for (const file of town.orderFiles) {
      await operator.upload(
        `${at}/shops/${shops.ids.get(file.shop.key)}/order-imports`,
        file.path,
        file.open().bytes,
      )
      sent += 1
      if (sent % 10 === 0) await progress({ files: sent, of: town.orderFiles.length })
    }
    say(
      `演示数据已送入: ${town.name}，主体 ${town.entities.length} 个，订单文件 ${sent} 份（种子 ${seed}，${scale}×）`,
    )
    const where = { at, slug: etown.id, name: town.name, password }
    await bringInReports(app, { office, operator, leader }, where)
    return { files: sent, entities: town.entities.length }
  },
})

/** A station in each township, so that the map knows where it lies. */
async function openStations(operator: Caller, at: string, code: string, today: Day): Promise<void> {
  for (const { town, lon, lat } of STATIONS[code] ?? [])
    await operator.act('POST', `${at}/party-sites`, {
      kind: 'station',
      name: `${regionName(town) ?? town}村级服务站（演示）`,
      placeCode: town,
      point: { lon, lat },
      openedOn: addDays(today, -300),
    })
}

/** The places a plan names, as codes; one that the national list does not know is kept by name under its town. */
function placesOf({ county, town, boundary }: PlanEtown): string[] {
  const towns = regionsIn(county)
  const home = towns.find((t) => t.name === town)?.code
  const names = 'edges' in boundary && boundary.edges ? Object.values<string>(boundary.edges) : []
  const whole = ('towns' in boundary && boundary.towns ? boundary.towns : []).flatMap(
    (name) => towns.find((t) => t.name === name)?.code ?? [],
  )
  const villages = home === undefined ? [] : regionsIn(home)
  const bare = (name: string): string => name.replace(/(村|社区)$/, '')
  return [
    ...whole,
    ...names.map(
      (name) => villages.find((v) => bare(v.name) === bare(name))?.code ?? `${home}/${bare(name)}`,
    ),
  ]
}

/** A figure no room counts yet, typed with its paper: so that what is typed can be told from what is counted. */
async function enterTraining(office: Caller, at: string, today: Day): Promise<void> {
  const { targets } = await office.get(`${at}/statistics/board`)
  const asked = targets as readonly { indicator: string; window: { from: Day; until: Day } }[]
  const window = asked.find(({ indicator }) => indicator === 'training-visits')?.window
  if (window === undefined || window.from >= today) return
  const tomorrow = addDays(today, 1)
  const source = '演示用虚构数：真实使用时请上传培训签到汇总表'
  const query = new URLSearchParams({
    indicator: 'training-visits',
    from: window.from,
    until: [window.until, tomorrow].sort()[0] ?? tomorrow,
    value: '426',
    unit: '人次',
    source,
  })
  const paper = Buffer.from(`指标,人次\n电商培训人次,426\n${source}\n`)
  await office.upload(`${at}/statistics/entered?${query}`, 'training.csv', Readable.from([paper]))
}

async function enterCityGrowth(office: Caller, at: string, city: string): Promise<void> {
  const source = '演示用虚构数：真实使用时请上传市统计局公报'
  for (const indicator of ['online-retail', 'gross-output']) {
    for (const year of [2022, 2023]) {
      const query = new URLSearchParams({
        indicator: `${indicator}-growth`,
        area: city,
        from: `${year}-01-01`,
        until: `${year + 1}-01-01`,
        value: CITY_GROWTH,
        unit: '%',
        source,
      })
      await office.upload(
        `${at}/statistics/entered?${query}`,
        `${indicator}-${year}.csv`,
        Readable.from([Buffer.from(`指标,同比\n${indicator},${CITY_GROWTH}%\n${source}\n`)]),
      )
    }
  }
}

async function importParties(operator: Caller, at: string, town: DemoTown): Promise<void> {
  const file = town.partyFiles.find((f) => f.defects.length === 0)
  if (file === undefined) throw new Error('no clean register')
  const checked = await operator.upload(`${at}/party-imports`, file.path, Readable.from([file.bytes]))
  const batch = String(checked.id)
  await operator.until(`${at}/party-imports/${batch}`, (b) => b.state !== 'checking')
  await operator.act('POST', `${at}/party-imports/${batch}/commit`, { rows: 'good' })
  await operator.until(`${at}/party-imports/${batch}`, (b) => b.state === 'committed')
}

type OpenShops = { readonly ids: ReadonlyMap<string, string>; readonly operators: readonly string[] }

async function openShops(operator: Caller, at: string, town: DemoTown): Promise<OpenShops> {
  const ids = new Map<string, string>()
  const operators: string[] = []
  for (const shop of town.shops) {
    const { items } = await operator.get(`${at}/parties?text=${encodeURIComponent(shop.operator.name)}`)
    const found = (items as { id: string; name: string }[]).find((p) => p.name === shop.operator.name)
    if (found === undefined) throw new Error(`${shop.operator.name} is not in the register`)
    const { id } = await operator.act('POST', `${at}/shops`, {
      platform: shop.platform,
      name: shop.name,
      shopNo: shop.platformId,
      operator: found.id,
      openedOn: shop.plan.opened,
    })
    ids.set(shop.key, String(id))
    operators.push(found.id)
  }
  return { ids, operators }
}
