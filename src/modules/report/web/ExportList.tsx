import { exportReceived, exportReportTable, type ReceivedTable, type ReportTable } from '#contract/report'
import { ask } from '#web/ask.ts'
import { ExportForm } from '#web/desk/ExportForm.tsx'
import { useTown } from '#web/desk/place.ts'

/** 导出本表 A list as it stands on the screen, for whoever may. */
export function ExportList({ table }: { readonly table: ReportTable }) {
  const { slug: etown, may } = useTown()
  if (!may.includes('report.export')) return null
  return (
    <ExportForm
      send={(form, _, { key }) => ask(exportReportTable, { etown, body: { ...form, ask: table }, key })}
    />
  )
}

/** The same for what the office above has received. */
export function ExportReceived({ table }: { readonly table: ReceivedTable }) {
  const { slug: etown, may } = useTown()
  if (!may.includes('report.export-received')) return null
  return (
    <ExportForm
      send={(form, _, { key }) => ask(exportReceived, { etown, body: { ...form, ask: table }, key })}
    />
  )
}
