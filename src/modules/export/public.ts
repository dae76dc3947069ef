/** What other rooms' servers need to let rows out. */
export { askExport } from './app/ask-export.ts'
export type { Exportable, ExportCell, ExportContent, ExportFact, ExportSource } from './app/exportable.ts'
