import { Form } from 'antd'
import { getRound, type RoundDetail, tryRound } from '#contract/subsidy'
import { addDays, yearOf } from '#kernel/day'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Money } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { FactField } from './FactField.tsx'
import { StartForm } from './StartForm.tsx'
import './subsidy.css'
import { subsidyWords } from './subsidy-words.ts'
import { TrialNote } from './TrialNote.tsx'

function Guide({ round }: { readonly round: RoundDetail }) {
  const w = useWords(subsidyWords)
  const { clause } = round
  return (
    <section aria-labelledby="guide">
      <h2 id="guide">{w.guide}</h2>
      <FactList
        facts={[
          [w.opensOn, <DayText key="from" day={round.opensOn} />],
          [w.lastDay, <DayText key="to" day={addDays(round.closesOn, -1)} />],
          [
            w.basisDay,
            <span key="day">
              <DayText day={round.basisDay} />
              {w.thatYear(yearOf(round.basisDay))}
            </span>,
          ],
          [w.pool, <Money key="pool" fen={round.poolFen} />],
          [w.way, round.way],
        ]}
      />
      <blockquote>{`${clause.document} ${clause.id}：${clause.quote}`}</blockquote>
      <h3>{w.conditions}</h3>
      <ol>
        {round.conditions.map((condition) => (
          <li key={condition}>{condition}</li>
        ))}
      </ol>
      <h3>{w.parameters}</h3>
      <ul>
        {round.parameters.map(({ name, said }) => (
          <li key={name}>{`${name} ${said}`}</li>
        ))}
        {round.readings.map(({ text, confirmed }) => (
          <li key={text}>{`${w.readings}：${text}${confirmed ? '' : `（${w.proposed}）`}`}</li>
        ))}
        {round.note !== undefined && <li>{round.note}</li>}
      </ul>
      <h3>{w.documents}</h3>
      <ul>
        {round.facts.map(({ name, document, fromRows }) => (
          <li key={name}>{`${name}：${fromRows === undefined ? document : w.fromRows(fromRows)}`}</li>
        ))}
      </ul>
    </section>
  )
}

/** 自测 Before anything is asked for. */
function SelfCheck({ round }: { readonly round: RoundDetail }) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const act = useAct((facts: Readonly<Record<string, string>>, { key }) =>
    ask(tryRound, { etown, params: { round: round.id }, body: { facts }, key }),
  )
  const labels = Object.fromEntries(round.facts.map(({ name }) => [`facts.${name}`, name]))
  return (
    <section aria-labelledby="check">
      <h2 id="check">{w.check}</h2>
      <p className="hint">{w.checkHint}</p>
      <ActForm<{ facts?: Readonly<Record<string, string | undefined>> }>
        name="try"
        labels={labels}
        step={act.step}
        onSubmit={({ facts = {} }) =>
          act.run(
            Object.fromEntries(
              Object.entries(facts).flatMap(([name, typed]) =>
                typed === undefined || typed.trim() === '' ? [] : [[name, typed] as const],
              ),
            ),
          )
        }
      >
        {round.facts.map((fact) => (
          <Form.Item key={fact.name} name={['facts', fact.name]} label={fact.name}>
            <FactField fact={fact} />
          </Form.Item>
        ))}
        <SubmitButton act={act} quiet>
          {w.checkNow}
        </SubmitButton>
      </ActForm>
      {act.step.at === 'done' && <TrialNote trial={act.step.answer} />}
    </section>
  )
}

/** 办事指南 */
export function Page() {
  const w = useWords(subsidyWords)
  const { slug: etown, may } = useTown()
  const id = useParam('round')
  return (
    <Loaded query={useRead(getRound, { etown, params: { round: id } })} lines={12}>
      {(round) => (
        <div className="subsidy">
          <PageHead
            title={round.schemeName}
            lead={`${round.name} · ${round.support}`}
            tools={
              may.includes('subsidy.review') && (
                <To href={`/e/${etown}/subsidies/${id}/what-if`}>{w.whatIf}</To>
              )
            }
          />
          <Guide round={round} />
          <SelfCheck round={round} />
          {may.includes('subsidy.apply') && <StartForm round={round} />}
        </div>
      )}
    </Loaded>
  )
}
