import { Readable } from 'node:stream'
import type { PlanFile } from '#contract/plan'
import { fenOf } from '#contract/plan'
import { addDays, type Day } from '#kernel/day'
import type { Caller } from './demo-caller.ts'

/** The three sides of the money: who proposes, who decides, who pays. */
export type Sides = { readonly office: Caller; readonly leader: Caller; readonly treasury: Caller }

const PAPER = '演示用虚构文件：真实使用时请上传原件'

/** 专项资金 A part of the first source has arrived, and one expense of it is proposed, decided on and paid. */
export async function bringInMoney(
  { office, leader, treasury }: Sides,
  at: string,
  funds: PlanFile['funds'],
  today: Day,
): Promise<void> {
  const ago = (days: number): Day => addDays(today, -days)
  const paper = async (by: Caller, name: string): Promise<string> => {
    const bytes = Buffer.from(`%PDF-1.4\n${name}\n${PAPER}\n`)
    return String((await by.upload(`${at}/fund/evidence`, `${name}.pdf`, Readable.from([bytes]))).sha256)
  }
  const [source] = funds.sources
  if (source === undefined) return
  const whole = fenOf(source.value, source.unit) ?? 0n
  const category = funds.categories.find((one) => one.source === source.code)?.code ?? 'whole'
  const amount = String(whole / 5n)
  await treasury.act('POST', `${at}/fund/tranches`, {
    source: source.code,
    document: `演示财建〔${today.slice(0, 4)}〕1号`,
    amount: String((whole * 6n) / 10n),
    arrivedOn: ago(160),
    evidence: await paper(treasury, '到账通知'),
  })
  await office.act('POST', `${at}/fund/allocations`, { source: source.code, category, amount })
  const proposed = await office.act('POST', `${at}/fund/allotments`, {
    project: '网货标准化生产线（演示）',
    expense: '分选设备采购（演示）',
    source: source.code,
    category,
    amount,
    payee: '演示设备供应商',
    evidence: await paper(office, '采购申请'),
  })
  const one = `${at}/fund/allotments/${String(proposed.id)}`
  await leader.act('POST', `${one}/approval`, {})
  for (const [i, days] of [60, 25].entries())
    await treasury.act('POST', `${one}/payments`, {
      amount: String((BigInt(amount) * (i === 0 ? 5n : 3n)) / 10n),
      voucherNo: `演示凭证-${i + 1}`,
      paidOn: ago(days),
      evidence: await paper(treasury, `支付凭证${i + 1}`),
    })
}
