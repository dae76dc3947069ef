/** 粘贴的名单 Lines as a spreadsheet copies them: cells by tab, the first line the head. Undefined without a head and a row. */
export function readPasted(
  text: string,
): { readonly columns: string[]; readonly rows: string[][] } | undefined {
  const [columns, ...rows] = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map((cell) => cell.trim()))
  return columns === undefined || rows.length === 0 ? undefined : { columns, rows }
}

export const asPasted = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, ...rows].map((cells) => cells.join('\t')).join('\n')
