import { Form, Input } from 'antd'
import { getBoundary, getParty, listParties, mapParties, setBoundary } from '#contract/party'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { placeName } from '../domain/places.ts'
import { boundaryWords } from './map-words.ts'
import { PlacesField } from './PlacesField.tsx'
import { ringsOf, textOf } from './rings-text.ts'
import './party.css'

type Values = { readonly places: readonly string[]; readonly rings: string; readonly source: string }

function BoundaryForm({ now }: { readonly now: AnswerOf<typeof getBoundary> }) {
  const w = useWords(boundaryWords)
  const { slug: etown } = useTown()
  const act = useAct(
    ({ places, rings, source }: Values, { key }) =>
      ask(setBoundary, { etown, body: { places: [...places], rings: ringsOf(rings), source }, key }),
    { changes: [getBoundary, listParties, getParty, mapParties] },
  )
  return (
    <>
      {act.step.at === 'done' && (
        <p role="status" className="note note-warn">
          {w.saved(act.step.answer.version, act.step.answer.parties)}
        </p>
      )}
      <ActForm<Values>
        name="boundary"
        labels={{ places: w.places, rings: w.rings, source: w.source }}
        step={act.step}
        initial={{ places: now.boundary?.places ?? [], rings: textOf(now.boundary?.rings ?? []) }}
        onSubmit={act.run}
      >
        <Form.Item name="places" label={w.places}>
          <PlacesField towns={now.towns} />
        </Form.Item>
        <Form.Item name="rings" label={w.rings} extra={w.ringsHint}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} />
        </Form.Item>
        <Form.Item
          name="source"
          label={w.source}
          extra={w.sourceHint}
          rules={[{ required: true, message: w.fill }]}
        >
          <Input maxLength={500} />
        </Form.Item>
        <SubmitButton act={act}>{w.save}</SubmitButton>
      </ActForm>
    </>
  )
}

/** e镇范围 */
export function Page() {
  const w = useWords(boundaryWords)
  const town = useTown()
  return (
    <div className="party">
      <PageHead title={w.title} lead={w.lead} />
      <Loaded query={useRead(getBoundary, { etown: town.slug })} lines={8}>
        {(now) => (
          <>
            {now.boundary === undefined ? (
              <p className="note note-warn">{w.nobody}</p>
            ) : (
              <p>
                {w.version(now.boundary.version)}
                {now.boundary.source}
                {now.boundary.places.length > 0 &&
                  ` · ${now.boundary.places.map((code) => placeName(code) ?? code).join('、')}`}
              </p>
            )}
            {town.may.includes('party.bound') && <BoundaryForm now={now} />}
          </>
        )}
      </Loaded>
    </div>
  )
}
