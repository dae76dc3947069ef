import { Form, Input } from 'antd'
import {
  amendParty,
  getParty,
  listDuplicates,
  listParties,
  mapParties,
  type PartyDetail,
} from '#contract/party'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useGo, useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { PartyFields, useFieldLabels } from './PartyFields.tsx'
import { formOf, type PartyValues, valuesOf } from './party-values.ts'
import { fieldWords, formWords } from './party-words.ts'

type Values = { readonly reason: string; readonly form: PartyValues }

function AmendForm({ party }: { readonly party: PartyDetail }) {
  const w = useWords(formWords)
  const label = useWords(fieldWords)
  const { slug: etown } = useTown()
  const go = useGo()
  const { version } = party
  const act = useAct(
    ({ reason, form }: Values, { key }) =>
      ask(amendParty, {
        etown,
        params: { party: party.id },
        body: { version, reason, form: formOf(form) },
        key,
      }),
    {
      changes: [listParties, getParty, listDuplicates, mapParties],
      done: ({ id }) => go(`/e/${etown}/parties/${id}`),
    },
  )
  return (
    <>
      <PageHead title={w.amendTitle(party.name)} lead={w.amendLead} />
      <ActForm<Values>
        name="party"
        labels={{ ...useFieldLabels('form'), reason: label.reason }}
        step={act.step}
        initial={{ form: valuesOf(party) }}
        onSubmit={act.run}
      >
        <PartyFields under="form" before={party} />
        <Form.Item
          name="reason"
          label={label.reason}
          extra={w.reasonHint}
          rules={[{ required: true, message: w.fill(label.reason) }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <SubmitButton act={act}>{w.save}</SubmitButton>
      </ActForm>
    </>
  )
}

/** 修改主体 */
export function Page() {
  const { slug: etown } = useTown()
  const party = useRead(getParty, { etown, params: { party: useParam('party') } })
  return (
    <Loaded query={party} lines={10}>
      {(found) => <AmendForm key={found.version} party={found} />}
    </Loaded>
  )
}
