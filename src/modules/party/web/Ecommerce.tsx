import { Form, Input } from 'antd'
import { useState } from 'react'
import {
  getParty,
  listParties,
  markEcommerce,
  type PartyDetail,
  partyEvidence,
  unmarkEcommerce,
} from '#contract/party'
import type { Day } from '#kernel/day'
import { useAct } from '#web/act.ts'
import { addressOf, ask, askUpload } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { detailWords } from './detail-words.ts'
import { FactList } from './FactList.tsx'
import { Unfold } from './Unfold.tsx'

const KINDS = ['.jpg', '.jpeg', '.png', '.webp', '.pdf', '.csv', '.xlsx', '.xls']
const MOST_BYTES = 20 * 1024 * 1024
const changes = [getParty, listParties]

function MarkForm({ party }: { readonly party: PartyDetail }) {
  const w = useWords(detailWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    ({ since, evidence }: { since: Day; evidence: File }, { key, onProgress }) =>
      askUpload(markEcommerce, evidence, {
        etown,
        params: { party: party.id },
        query: { since },
        key,
        onProgress,
      }),
    { changes },
  )
  const share = act.step.at === 'running' ? act.step.share : undefined
  return (
    <ActForm<{ query: { since: Day } }>
      name="ecommerce"
      labels={{ 'query.since': w.since }}
      step={act.step}
      onSubmit={({ query }) => (file === undefined ? undefined : act.run({ ...query, evidence: file }))}
    >
      <Form.Item
        name={['query', 'since']}
        label={w.since}
        rules={[{ required: true, message: w.fill(w.since) }]}
      >
        <DateField />
      </Form.Item>
      <FileDrop
        label={w.evidence}
        hint={w.evidenceHint}
        kinds={KINDS}
        limitBytes={MOST_BYTES}
        file={file}
        onFile={setFile}
        share={share}
      />
      <p>
        <SubmitButton act={act} disabled={file === undefined}>
          {party.ecommerceSince === undefined ? w.mark : w.markAgain}
        </SubmitButton>
      </p>
    </ActForm>
  )
}

function UnmarkForm({ party }: { readonly party: PartyDetail }) {
  const w = useWords(detailWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (body: { reason: string }, { key }) =>
      ask(unmarkEcommerce, { etown, params: { party: party.id }, body, key }),
    { changes },
  )
  return (
    <ActForm<{ reason: string }>
      name="unmark"
      labels={{ reason: w.unmarkReason }}
      step={act.step}
      onSubmit={act.run}
    >
      <Form.Item
        name="reason"
        label={w.unmarkReason}
        rules={[{ required: true, message: w.fill(w.unmarkReason) }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <SubmitButton act={act}>{w.unmark}</SubmitButton>
    </ActForm>
  )
}

/** 电商 Since when, and what proves it. */
export function Ecommerce({ party }: { readonly party: PartyDetail }) {
  const w = useWords(detailWords)
  const town = useTown()
  const { ecommerceSince, ecommerceEvidence } = party
  const mayWrite = town.may.includes('party.write') && party.mergedInto === undefined
  return (
    <section aria-labelledby="ecommerce">
      <h2 id="ecommerce">{w.ecommerce}</h2>
      {ecommerceSince === undefined || ecommerceEvidence === undefined ? (
        <p>{w.noEcommerce}</p>
      ) : (
        <FactList
          facts={[
            [w.since, <DayText key="since" day={ecommerceSince} />],
            [
              w.evidence,
              <a
                key="evidence"
                href={addressOf(partyEvidence, {
                  etown: town.slug,
                  params: { party: party.id, sha256: ecommerceEvidence },
                })}
                target="_blank"
                rel="noreferrer"
              >
                {w.openEvidence}
              </a>,
            ],
          ]}
        />
      )}
      {mayWrite && (
        <Unfold label={ecommerceSince === undefined ? w.mark : w.markAgain}>
          <MarkForm party={party} />
        </Unfold>
      )}
      {mayWrite && ecommerceSince !== undefined && (
        <Unfold label={w.unmark}>
          <UnmarkForm party={party} />
        </Unfold>
      )}
    </section>
  )
}
