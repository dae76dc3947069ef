import { Form, Input } from 'antd'
import { getParty, listSites, openSite, type PartyDetail, SITE_KINDS, type SiteKind } from '#contract/party'
import type { Day } from '#kernel/day'
import { keysOf } from '#kernel/keys'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { detailWords } from './detail-words.ts'
import { PlaceField } from './PlaceField.tsx'
import { fieldWords } from './party-words.ts'

type Values = {
  readonly kind: SiteKind
  readonly name: string
  readonly openedOn: Day
  readonly placeCode?: string
}

/** 登记场所 */
export function SiteForm({ party }: { readonly party: PartyDetail }) {
  const w = useWords(detailWords)
  const label = useWords(fieldWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const act = useAct(
    (values: Values, { key }) => ask(openSite, { etown, body: { ...values, party: party.id }, key }),
    { changes: [getParty, listSites] },
  )
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  const labels = { kind: label.kind, name: label.name, openedOn: w.openedOn, placeCode: label.placeCode }
  return (
    <ActForm<Values>
      name="site"
      labels={labels}
      step={act.step}
      initial={{ kind: 'warehouse' }}
      onSubmit={act.run}
    >
      <Form.Item name="kind" label={label.kind}>
        <Choice options={keysOf(SITE_KINDS).map((k) => ({ value: k, label: say(SITE_KINDS[k]) }))} />
      </Form.Item>
      <Form.Item name="name" label={label.name} rules={required(label.name)}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="openedOn" label={w.openedOn} rules={required(w.openedOn)}>
        <DateField />
      </Form.Item>
      <Form.Item name="placeCode" label={label.placeCode}>
        <PlaceField />
      </Form.Item>
      <SubmitButton act={act}>{w.addSite}</SubmitButton>
    </ActForm>
  )
}
