import { exportTable, type TableAsk } from '#contract/statistics'
import { ask } from '#web/ask.ts'
import { ExportForm } from '#web/desk/ExportForm.tsx'
import { useTown } from '#web/desk/place.ts'

/** 导出本表 A table as it stands on the screen, for whoever may. */
export function ExportTable({ table }: { readonly table: TableAsk }) {
  const { slug: etown, may } = useTown()
  if (!may.includes('statistics.export-tables')) return null
  return (
    <ExportForm
      send={(form, _, { key }) => ask(exportTable, { etown, body: { ...form, ask: table }, key })}
    />
  )
}
