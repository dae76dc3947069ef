import type { RefusalCatalogue } from '../../kernel/refusal.ts'

export const sheetRefusals = {
  'sheet.broken': {
    status: 422,
    zh: '文件打不开：可能没有传完整或已损坏；请用 Excel 或 WPS 打开并另存一次后重新上传。',
    en: 'The file cannot be opened: it is cut off or damaged. Open it in a spreadsheet program, save it and upload again.',
  },
  'sheet.locked': {
    status: 422,
    zh: '文件加了打开密码，读不了；请去掉密码后重新上传。',
    en: 'The file has a password. Remove it and upload again.',
  },
  'sheet.too_big': {
    status: 413,
    zh: '表格展开后太大（超过 {megabytes} MB 或 {cells} 个单元格），可能带有大片空白格式；请只保留有内容的行列，另存后上传。',
    en: 'The unpacked table exceeds {megabytes} MB or {cells} cells. Keep only the rows and columns in use.',
  },
  'sheet.too_slow': {
    status: 422,
    zh: '文件 {seconds} 秒内没有读完，已停止；请另存为 CSV 或拆成几份后上传。',
    en: 'The file was not read within {seconds} s. Save it as CSV or split it.',
  },
  'sheet.quotes': {
    status: 422,
    zh: '第 {row} 行附近的引号没有配对，后面的内容会连成一格；请检查该行的英文双引号。',
    en: 'A quotation mark near row {row} is not closed.',
  },
} as const satisfies RefusalCatalogue

/** Thrown by a sheet while its rows are read; whoever reads them turns it back into a refusal. */
export class SheetUnreadable extends Error {
  readonly code: keyof typeof sheetRefusals
  readonly values: Readonly<Record<string, number>>
  constructor(code: keyof typeof sheetRefusals, values: Readonly<Record<string, number>> = {}) {
    super(code)
    this.code = code
    this.values = values
  }
}
