import { exportRows, type RowsQuery } from '#contract/statistics'
import { ask } from '#web/ask.ts'
import { ExportForm } from '#web/desk/ExportForm.tsx'
import { useTown } from '#web/desk/place.ts'

/** 导出明细行 The rows of a figure as they are narrowed on the screen. */
export function ExportRows({ indicator, rows }: { readonly indicator: string; readonly rows: RowsQuery }) {
  const { slug: etown } = useTown()
  return (
    <ExportForm
      send={(form, _, { key }) =>
        ask(exportRows, { etown, params: { indicator }, body: { ...form, rows }, key })
      }
    />
  )
}
