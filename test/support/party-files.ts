import { checkImport, commitImport, importProblems, listParties } from '#contract/party'
import { creditCode } from '#world/codes'
import type { Asked } from './asking.ts'
import type { Office } from './towns.ts'

export const HEAD = '主体类型,名称,统一社会信用代码,手机号,成立日期,所在村,开展电商日期'

let made = 0
/** A sole trader's credit code that nobody has yet. */
export const code = (): string => {
  made += 1
  return creditCode('2', '141030', made)
}
export const csv = (...rows: readonly string[]): Buffer => Buffer.from([HEAD, ...rows, ''].join('\r\n'))

/** What an office does with files. */
export function importing({ ask }: Pick<Office, 'ask'>) {
  return {
    check: (bytes: Buffer, name = '名单.csv'): Promise<Asked<typeof checkImport>> =>
      ask(checkImport, { file: { name, bytes } }),
    commit: (batch: string, rows: 'all' | 'good' = 'all'): Promise<Asked<typeof commitImport>> =>
      ask(commitImport, { params: { batch }, body: { rows } }),
    total: async (): Promise<number> => (await ask(listParties)).answer.total,
    problems: async (batch: string): Promise<[number, string, string][]> => {
      const page = await ask(importProblems, { params: { batch }, query: { limit: '200' } })
      return page.answer.items.map((p) => [p.row, p.column, p.code])
    },
  }
}
