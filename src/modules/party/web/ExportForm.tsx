import { exportParties, type PartyFilter } from '#contract/party'
import { ask } from '#web/ask.ts'
import { ExportForm as Form } from '#web/desk/ExportForm.tsx'
import { useTown } from '#web/desk/place.ts'

export function ExportForm({ filter }: { readonly filter: PartyFilter }) {
  const { slug: etown } = useTown()
  return (
    <Form
      personal
      send={(form, personal, { key }) =>
        ask(exportParties, { etown, body: { ...form, personal, filter }, key })
      }
    />
  )
}
