import { readFile } from 'node:fs/promises'
import { parseDocument } from 'yaml'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { receiptRefusals } from '../contract/refusals.ts'

const FACTS_BYTES = 16 * 1024 * 1024

const unreadable = (why: string): Outcome<never> =>
  refused(refusal(receiptRefusals, 'subsidy.facts_malformed', { why }))

/** A YAML or JSON file with every scalar as text, so that 1.50 stays 1.50. */
export async function readFacts(file: string): Promise<Outcome<unknown>> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return unreadable(`找不到文件“${file}”`)
  if (text.length > FACTS_BYTES) return unreadable('文件太大')
  const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: true })
  const fault = document.errors[0]
  return fault ? unreadable(fault.message.split('\n')[0] ?? '') : granted(document.toJS({ maxAliasCount: 0 }))
}
