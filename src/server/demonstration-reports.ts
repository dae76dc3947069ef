import { openReceivingOffice } from '#report'
import type { House } from '../platform/house.ts'
import { type Caller, type Product, signIn } from './demo-caller.ts'

/** 省商务厅 The office that both demonstration e-towns report to. */
const ABOVE = { slug: '140000-shanxi', name: '山西省商务厅（接收单位）', countyCode: '140000' }

export const openDemonstrationOffice = (house: House): Promise<boolean> =>
  openReceivingOffice(house, { ...ABOVE, demonstration: true })

type Where = { readonly at: string; readonly slug: string; readonly name: string; readonly password: string }
type People = { readonly office: Caller; readonly operator: Caller; readonly leader: Caller }
type Item = { readonly key: string; readonly no: number }
type Problem = { readonly field: string }

const WORK = '直播带货专场三次，助农产品上线两个；村级服务站回访一轮。（演示）'
const ACT = 'POST'

/** One month opened and filled: what no row tells is typed, or said to be unknown. */
async function filled(operator: Caller, at: string, period: string, visits: string): Promise<string> {
  const { id } = await operator.act(ACT, `${at}/reports`, { form: 'monthly', period })
  const detail = await operator.get(`${at}/reports/${id}`)
  const problems = detail.problems as Problem[]
  // A load that was cut off had filled it already.
  if (detail.state !== 'filling' || problems.length === 0) return String(id)
  const cells = detail.cells as Item[]
  const base = (field: string): number => cells.find(({ key }) => key === field)?.no ?? 0
  const unknown = problems
    .filter(({ field }) => field !== 'work' && field !== 'training')
    .map(({ field }) => ({ field, base: base(field), origin: 'unknown' }))
  await operator.act(ACT, `${at}/reports/${id}/cells`, {
    cells: [
      ...unknown,
      { field: 'work', base: base('work'), origin: 'typed', value: WORK },
      { field: 'training', base: base('training'), origin: 'typed', value: visits },
    ],
  })
  return String(id)
}

/** Figures are locked when all orders are in; on a busy machine that takes minutes. */
const everyOrderIn = (operator: Caller, at: string) =>
  operator.until(
    `${at}/order-imports?limit=200`,
    ({ items }) => (items as { state: string }[]).every(({ state }) => state !== 'waiting'),
    15,
  )

/** A locked month that went up, one that waits for the township, one that came back with a comment, and a published bulletin. */
export async function bringInReports(app: Product, people: People, where: Where): Promise<void> {
  const { office, operator, leader } = people
  const { at, slug, password } = where
  await everyOrderIn(operator, at)
  const township = await signIn(app, `passing.${slug}`, password)
  await office.act(ACT, `${at}/report-forms/built-in`, { code: 'monthly' })
  await office.act(ACT, `${at}/report-forms/built-in`, { code: 'quarterly' })
  const report = (id: string, act: string) => `${at}/reports/${id}/${act}`

  const locked = await filled(operator, at, '2023-10', '120')
  await operator.act(ACT, report(locked, 'submission'), {})
  await township.act(ACT, report(locked, 'pass'), {})
  await office.act(ACT, report(locked, 'lock'), {})

  const returned = await filled(operator, at, '2023-11', '300')
  await operator.act(ACT, report(returned, 'submission'), {})
  await township.act(ACT, report(returned, 'township-return'), {
    remarks: [{ field: 'training', text: '与签到表不符：签到表是86人次，请核对后再交（演示）' }],
  })

  const waiting = await filled(operator, at, '2023-12', '95')
  await operator.act(ACT, report(waiting, 'submission'), {})

  const { number } = await office.act(ACT, `${at}/report-dispatches`, {})
  await handOver(app, office, where, String(number))
  await tellThePublic({ office, leader }, at, locked)
}

async function handOver(
  app: Product,
  office: Caller,
  { at, name, password }: Where,
  number: string,
): Promise<void> {
  const above = await signIn(app, `receiving.${ABOVE.slug}`.slice(0, 32), password)
  const to = `/api/etowns/${ABOVE.slug}/received-reports`
  const { origin, keys } = await office.get(`${at}/report-dispatches`)
  await above.act(ACT, `${to}/senders`, {
    origin,
    name,
    keys,
    confirmed: '演示：由系统自动登记，真实使用时当面核对',
  })
  await above.act(ACT, to, { file: await office.text(`${at}/report-dispatches/${number}`) })
}

async function tellThePublic(
  { office, leader }: Pick<People, 'office' | 'leader'>,
  at: string,
  report: string,
): Promise<void> {
  const of = (field: string): string => `{{${report}.${field}}}`
  const { id } = await office.act(ACT, `${at}/bulletins`, {
    kind: 'bulletin',
    title: '乡村e镇建设十月简报（演示）',
    body: `十月，规划范围内网店实现网络零售额${of('retail')}，本年累计${of('retail-ytd')}；新增市场主体${of('new-entities')}，其中开展电商业务的${of('new-ecommerce')}。\n当月开展培训${of('training')}。下一步继续做好农产品上行和站点回访。`,
  })
  await office.act(ACT, `${at}/bulletins/${id}/submission`, {})
  await leader.act(ACT, `${at}/bulletins/${id}/publication`, {})
}
