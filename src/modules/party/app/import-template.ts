import { granted, type Outcome } from '../../../kernel/refusal.ts'
import type { Download } from '../../../platform/http/route.ts'
import { writeBook } from '../../../platform/sheet/sheet.ts'
import { PARTY_KINDS } from '../contract/index.ts'
import { COLUMNS } from '../domain/columns.ts'
import { XLSX } from './media.ts'

/** An empty sheet with hints and drop-downs, and a second one that explains every column. */
export async function importTemplateIn(): Promise<Outcome<Download>> {
  const kinds = Object.values(PARTY_KINDS).map((kind) => kind.zh)
  const content = await writeBook([
    {
      name: '市场主体',
      frozen: 1,
      columns: COLUMNS.map(({ field }) => ({ width: 20, ...(field === 'kind' ? { choices: kinds } : {}) })),
      rows: [COLUMNS.map((column) => column.header)],
      notes: COLUMNS.map(({ hint, example }, at): [number, number, string] => [
        0,
        at,
        `${hint}\n例：${example}`,
      ]),
    },
    {
      name: '填写说明',
      frozen: 1,
      columns: [{ width: 20 }, { width: 60 }, { width: 30 }],
      rows: [['列', '要求', '举例'], ...COLUMNS.map(({ header, hint, example }) => [header, hint, example])],
    },
  ])
  return granted({ name: '市场主体导入模板.xlsx', media: XLSX, content })
}
