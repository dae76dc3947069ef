import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Refusal } from '#kernel/refusal'
import { readPlanFile } from '#plan'
import { calculate, explainedIn, readFacts, receiptPage, verifyReceipt } from '#subsidy'

type Print = (line: string) => void

function refuse(refusals: readonly Refusal[]): number {
  for (const { code, zh, en } of refusals) console.error(`${code}  ${zh} / ${en}`)
  return 1
}

/** `ezhen subsidy calc --plan FILE --facts FILE`: a JSON list of receipts; refusals on stderr. Exit code 0, 1 or 2. */
export async function subsidyCalc(args: readonly string[], print: Print): Promise<number> {
  const { plan, facts } = parseArgs({
    args: [...args],
    options: { plan: { type: 'string' }, facts: { type: 'string' } },
    strict: false,
  }).values
  if (typeof plan !== 'string' || typeof facts !== 'string') {
    console.error('用法：ezhen subsidy calc --plan 方案.yaml --facts 事实.yaml')
    return 2
  }
  const check = await readPlanFile(plan)
  if (!check.ok) return refuse(check.problems.map(({ refusal }) => refusal))
  const raw = await readFacts(facts)
  const files = raw.ok ? calculate(check.plan, raw.value) : raw
  if (!files.ok) return refuse(files.refused)
  print(JSON.stringify(files.value, null, 2))
  return 0
}

async function receiptsIn(file: string): Promise<readonly unknown[] | undefined> {
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'))
    return Array.isArray(json) ? json : [json]
  } catch {
    return undefined
  }
}

/** `ezhen subsidy verify RECEIPT`: redoes every receipt of a file from itself alone and says each step. Exit code 0, 1 or 2. */
export async function subsidyVerify([file, ...more]: readonly string[], print: Print): Promise<number> {
  if (file === undefined || more.length > 0) {
    console.error('用法：ezhen subsidy verify 核算单.json')
    return 2
  }
  const receipts = await receiptsIn(file)
  if (receipts === undefined) {
    console.error(`“${file}”不存在或不是 JSON。请用系统里下载的核算单文件。`)
    return 1
  }
  const verified = receipts.map(verifyReceipt)
  for (const outcome of verified) {
    if (!outcome.ok) refuse(outcome.refused)
    else {
      const { receipt, rule, sha256 } = outcome.value
      const { verdict, amount } = receipt.result
      const fen = amount === null ? '' : `  ${amount}分`
      print(`相符  ${rule.scheme.name}  ${receipt.subject.applicant}  ${verdict}${fen}  ${sha256}`)
      const explained = explainedIn(outcome.value)
      if (explained.ok) for (const { name, says } of explained.value.steps) print(`  ${name}：${says}`)
    }
  }
  return verified.every(({ ok }) => ok) ? 0 : 1
}

/** `ezhen subsidy print RECEIPT > page.html`: the first receipt of a file as one printable page, once it is redone. */
export async function subsidyPrint(args: readonly string[], print: Print): Promise<number> {
  const [first] = (await receiptsIn(args[0] ?? '')) ?? []
  const verified = verifyReceipt(first)
  if (!verified.ok) return refuse(verified.refused)
  print(receiptPage(verified.value))
  return 0
}
