import { Checkbox, Form } from 'antd'
import { BASES, checkLot, issueCertificate, listCertificates } from '#contract/inspection'
import { listLots, UNITS } from '#contract/trace'
import { keysOf } from '#kernel/keys'
import { useAct } from '#web/act.ts'
import type { AnswerOf } from '#web/ask.ts'
import { ask } from '#web/ask.ts'
import { useFilter, useGo, useTown } from '#web/desk/place.ts'
import { usePages, useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { certificateWords } from './certificate-words.ts'
import { ChoiceItem, TextItem } from './Fields.tsx'

type Check = AnswerOf<typeof checkLot>
type Values = {
  readonly quantity: string
  readonly boxes: string
  readonly origin: string
  readonly contact: string
  readonly bases?: readonly (keyof typeof BASES)[]
  readonly sample?: string
}

/** What stands on record of this lot, before anybody ticks anything. */
function OnRecord({ check }: { readonly check: Check }) {
  const w = useWords(certificateWords)
  return (
    <>
      {check.listed === false && <p className="note">{w.unlisted}</p>}
      <section>
        <h2>{w.sprayed}</h2>
        {check.sprayed.length === 0 ? (
          <p>{w.noSprayed}</p>
        ) : (
          <ul>
            {check.sprayed.map((one) => (
              <li key={`${one.name} ${one.on}`}>
                <DayText day={one.on} /> {w.sprayedOn(one.name, w.days(one.intervalDays))}{' '}
                <StateTag tone={one.covered ? 'good' : 'warn'}>
                  {one.covered ? w.covered : w.uncovered}
                </StateTag>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h2>{w.tests}</h2>
        {check.tests.length === 0 ? (
          <p>{w.noTests}</p>
        ) : (
          <ul>
            {check.tests.map((test) => (
              <li key={test.sample}>{[test.said, ...test.warnings].join('，')}</li>
            ))}
          </ul>
        )}
      </section>
    </>
  )
}

type BasesProps = {
  readonly check: Check
  readonly value?: readonly (keyof typeof BASES)[]
  readonly onChange?: (value: readonly (keyof typeof BASES)[]) => void
}

/** What cannot be ticked says why beside itself. */
function BasesField({ check, value = [], onChange }: BasesProps) {
  const w = useWords(certificateWords)
  const say = useBoth()
  return (
    <fieldset className="bases">
      <legend className="unseen">{w.bases}</legend>
      {keysOf(BASES).map((basis) => {
        const problems = check.bases.find((one) => one.basis === basis)?.problems ?? []
        return (
          <div key={basis}>
            <Checkbox
              disabled={problems.length > 0}
              checked={value.includes(basis)}
              onChange={({ target }) =>
                onChange?.(target.checked ? [...value, basis] : value.filter((one) => one !== basis))
              }
            >
              {say(BASES[basis])}
            </Checkbox>
            {problems.length > 0 && (
              <p className="hint">
                {w.cannot}
                {problems.map((problem) => say(problem)).join('')}
              </p>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}

function IssueForm({ check }: { readonly check: Check }) {
  const w = useWords(certificateWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const go = useGo()
  const unit = say(UNITS[check.unit])
  const act = useAct(
    ({ boxes, bases, sample, ...values }: Values, { key }) =>
      ask(issueCertificate, {
        etown,
        body: {
          ...values,
          lot: check.lot,
          boxes: Number(boxes),
          bases: [...(bases ?? [])],
          ...(sample && { sample }),
        },
        key,
      }),
    { changes: [listCertificates, checkLot], done: ({ id }) => go(`/e/${etown}/certificates/${id}`) },
  )
  const labels = {
    quantity: w.quantityIn(unit),
    boxes: w.boxes,
    origin: w.origin,
    contact: w.contact,
    bases: w.bases,
    sample: w.test,
  }
  return (
    <ActForm<Values> name="issue" labels={labels} step={act.step} initial={{ boxes: '1' }} onSubmit={act.run}>
      <Form.Item name="bases" label={w.bases} rules={[{ required: true, message: w.fill(w.bases) }]}>
        <BasesField check={check} />
      </Form.Item>
      {check.tests.length > 0 && (
        <ChoiceItem
          name="sample"
          label={w.test}
          optional
          options={check.tests.map((test) => ({ value: test.sample, label: test.said }))}
        />
      )}
      <TextItem name="quantity" label={labels.quantity} hint={w.left(check.left, unit)} number />
      <TextItem name="boxes" label={w.boxes} number most={5} />
      <TextItem name="origin" label={w.origin} most={80} />
      <TextItem name="contact" label={w.contact} hint={w.contactHint} most={40} />
      <SubmitButton act={act}>{w.issueDo}</SubmitButton>
    </ActForm>
  )
}

/** 开具合格证 */
export function Page() {
  const w = useWords(certificateWords)
  const { slug: etown } = useTown()
  const [lot, setLot] = useFilter('lot')
  const lots = usePages(listLots, { etown, query: { state: 'open' } })
  const chosen = lot === '' ? (lots.rows[0]?.id ?? '') : lot
  return (
    <>
      <PageHead title={w.issue} lead={w.issueLead} />
      {lots.rows.length === 0 && <p className="note">{w.noLotsNext}</p>}
      <div className="filter">
        <span aria-hidden>{w.lot}</span>
        <Choice
          label={w.lot}
          value={chosen}
          onChange={setLot}
          options={lots.rows.map((one) => ({ value: one.id, label: `${one.itemName} ${one.code}` }))}
        />
      </div>
      {chosen !== '' && <Chosen key={chosen} lot={chosen} />}
    </>
  )
}

function Chosen({ lot }: { readonly lot: string }) {
  const { slug: etown } = useTown()
  const check = useRead(checkLot, { etown, params: { lot } })
  return (
    <Loaded query={check}>
      {(data) => (
        <>
          <OnRecord check={data} />
          <IssueForm check={data} />
        </>
      )}
    </Loaded>
  )
}
