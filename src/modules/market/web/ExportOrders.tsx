import { exportOrders, exportRejected, type OrderFilter } from '#contract/market'
import { ask } from '#web/ask.ts'
import { ExportForm } from '#web/desk/ExportForm.tsx'
import { useTown } from '#web/desk/place.ts'

export function ExportOrders({ filter }: { readonly filter: OrderFilter }) {
  const { slug: etown } = useTown()
  return (
    <ExportForm send={(form, _, { key }) => ask(exportOrders, { etown, body: { ...form, filter }, key })} />
  )
}

export function ExportRejected({ batch }: { readonly batch: string }) {
  const { slug: etown } = useTown()
  return (
    <ExportForm
      send={(form, _, { key }) => ask(exportRejected, { etown, params: { batch }, body: form, key })}
    />
  )
}
