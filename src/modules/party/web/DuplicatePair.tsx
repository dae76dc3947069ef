import { Form, Input } from 'antd'
import {
  DUPLICATE_STATES,
  type Duplicate,
  decideDuplicate,
  getParty,
  LIKENESSES,
  listDuplicates,
  listParties,
  PARTY_KINDS,
  type PartyItem,
} from '#contract/party'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { duplicateWords } from './duplicate-words.ts'
import { FactList } from './FactList.tsx'
import { InsideTag } from './InsideTag.tsx'
import { fieldWords } from './party-words.ts'
import { Unfold } from './Unfold.tsx'

function Side({ party }: { readonly party: PartyItem }) {
  const w = useWords(duplicateWords)
  const label = useWords(fieldWords)
  const say = useBoth()
  const { slug } = useTown()
  return (
    <div>
      <h2>
        <To href={`/e/${slug}/parties/${party.id}`}>{party.name}</To>
      </h2>
      <FactList
        facts={[
          [w.number, party.id],
          [label.kind, say(PARTY_KINDS[party.kind])],
          [label.creditCode, party.creditCode],
          [label.registeredOn, party.registeredOn && <DayText day={party.registeredOn} />],
          [label.placeCode, party.place],
          [label.inside, <InsideTag key="inside" inside={party.inside} />],
          [label.ecommerceSince, party.ecommerceSince && <DayText day={party.ecommerceSince} />],
        ]}
      />
    </div>
  )
}

type Values = { readonly decision: string; readonly reason: string }

function DecideForm({ pair }: { readonly pair: Duplicate }) {
  const w = useWords(duplicateWords)
  const { slug: etown } = useTown()
  const { a, b } = pair
  const act = useAct(
    ({ decision, reason }: Values, { key }) =>
      ask(decideDuplicate, {
        etown,
        params: { a: a.id, b: b.id },
        body: decision === 'different' ? { decision, reason } : { decision: 'same', keep: decision, reason },
        key,
      }),
    { changes: [listDuplicates, listParties, getParty] },
  )
  const merge = [a, b].map(({ id, name }) => ({ value: id, label: w.keep(name, id) }))
  return (
    <ActForm<Values>
      name={`pair-${a.id}-${b.id}`}
      labels={{ decision: w.decision, reason: w.reason }}
      step={act.step}
      onSubmit={act.run}
    >
      <Form.Item name="decision" label={w.decision} rules={[{ required: true, message: w.choose }]}>
        <Choice
          empty="—"
          options={[
            ...(pair.state === 'same' ? [] : merge),
            ...(pair.state === 'different' ? [] : [{ value: 'different', label: w.different }]),
          ]}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={w.reason}
        extra={w.reasonHint}
        rules={[{ required: true, message: w.fill }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <SubmitButton act={act}>{w.send}</SubmitButton>
    </ActForm>
  )
}

/** A pair, why it looks like one, and what was or is to be decided. */
export function DuplicatePair({ pair }: { readonly pair: Duplicate }) {
  const w = useWords(duplicateWords)
  const say = useBoth()
  const mayDecide = useTown().may.includes('party.merge')
  return (
    <>
      <StateTag tone={pair.state === 'open' ? 'warn' : 'quiet'}>{say(DUPLICATE_STATES[pair.state])}</StateTag>
      <ul className="points">
        <li>
          <strong>{w.score(pair.score)}</strong>
        </li>
        {pair.why.map(({ code, points }) => (
          <li key={code}>{`${say(LIKENESSES[code])} ${w.points(points)}`}</li>
        ))}
      </ul>
      <div className="pair-sides">
        <Side party={pair.a} />
        <Side party={pair.b} />
      </div>
      {pair.decidedBy !== undefined && <p>{w.decided(pair.decidedBy, pair.reason ?? '')}</p>}
      {mayDecide && (
        <Unfold label={pair.state === 'open' ? w.decide : w.undo}>
          <DecideForm pair={pair} />
        </Unfold>
      )}
    </>
  )
}
