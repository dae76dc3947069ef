import { growLogOnce } from '../../src/modules/attest/app/keep-log.ts'
import { machine } from '../../src/modules/attest/app/machine.ts'
import { readKey } from '../../src/modules/attest/domain/note.ts'
import { judgeProof, type Verdict } from '../../src/modules/attest/domain/verdict.ts'

type Data = {
  readonly keys: readonly string[]
  readonly records: readonly { readonly content: string; readonly proof?: string }[]
}

export type Checked = { readonly content: Record<string, unknown>; readonly verdict: Verdict | 'no proof' }

/** What the script of a page of records finds, from the page's data alone. */
export async function checkedRecords(page: string): Promise<readonly Checked[]> {
  const [, text = ''] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page) ?? []
  const { keys, records }: Data = JSON.parse(text)
  const trusted = keys.flatMap((key) => readKey(key) ?? [])
  const judge = ({ content, proof }: Data['records'][number]) =>
    proof === undefined
      ? ('no proof' as const)
      : judgeProof({ proof, keys: trusted, quorum: 0, document: machine.utf8(content) }, machine)
  return Promise.all(
    records.map(async (record) => ({ content: JSON.parse(record.content), verdict: await judge(record) })),
  )
}

/** Takes everything e-town 1 has announced into its log. */
export async function growLog(house: Parameters<typeof growLogOnce>[0]): Promise<void> {
  while ((await growLogOnce(house, 1)) > 0);
}
