import { listParties, registerParty } from '#contract/party'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { PartyFields, useFieldLabels } from './PartyFields.tsx'
import { formOf, type PartyValues } from './party-values.ts'
import { formWords } from './party-words.ts'

/** 登记主体 */
export function Page() {
  const w = useWords(formWords)
  const { slug: etown } = useTown()
  const go = useGo()
  const act = useAct(
    (values: PartyValues, { key }) => ask(registerParty, { etown, body: formOf(values), key }),
    { changes: [listParties], done: ({ id }) => go(`/e/${etown}/parties/${id}`) },
  )
  return (
    <>
      <PageHead title={w.newTitle} lead={w.newLead} />
      <ActForm<PartyValues>
        name="party"
        labels={useFieldLabels()}
        step={act.step}
        initial={{ kind: 'enterprise' }}
        onSubmit={act.run}
      >
        <PartyFields />
        <SubmitButton act={act}>{w.newTitle}</SubmitButton>
      </ActForm>
    </>
  )
}
