import { Button, Form, Input } from 'antd'
import { type PartyDetail, revealParty } from '#contract/party'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { detailWords } from './detail-words.ts'
import { FactList } from './FactList.tsx'
import { fieldWords } from './party-words.ts'
import { Unfold } from './Unfold.tsx'

/** Masked until somebody says why they look; gone again when they leave. */
export function PersonalData({ party }: { readonly party: PartyDetail }) {
  const w = useWords(detailWords)
  const label = useWords(fieldWords)
  const town = useTown()
  const act = useAct((body: { reason: string }) =>
    ask(revealParty, { etown: town.slug, params: { party: party.id }, body }),
  )
  const whole = act.step.at === 'done' ? act.step.answer : undefined
  const shown = whole ?? party
  return (
    <section aria-labelledby="personal">
      <h2 id="personal">{w.personal}</h2>
      <FactList
        facts={[
          ...(party.kind === 'farmer'
            ? ([
                [label.name, shown.name],
                [label.residentId, shown.residentId],
              ] as const)
            : ([[label.legalRepresentative, shown.legalRepresentative]] as const)),
          [label.phone, shown.phone],
          [label.address, shown.address],
        ]}
      />
      {whole !== undefined && <Button onClick={act.reset}>{w.hide}</Button>}
      {whole === undefined && town.may.includes('party.reveal') && (
        <Unfold label={w.reveal}>
          <ActForm<{ reason: string }>
            name="reveal"
            labels={{ reason: w.revealReason }}
            step={act.step}
            onSubmit={act.run}
          >
            <p className="hint">{w.personalLead}</p>
            <Form.Item
              name="reason"
              label={w.revealReason}
              extra={w.revealHint}
              rules={[{ required: true, message: w.fill(w.revealReason) }]}
            >
              <Input maxLength={200} />
            </Form.Item>
            <SubmitButton act={act}>{w.reveal}</SubmitButton>
          </ActForm>
        </Unfold>
      )}
    </section>
  )
}
