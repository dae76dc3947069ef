import { Form, Input } from 'antd'
import { POOL_WAYS } from '#contract/plan'
import { getRound, type RoundDetail, whatIf } from '#contract/subsidy'
import { fen, formatYuan } from '#kernel/money'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { RowTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Money } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import './subsidy.css'
import { subsidyWords } from './subsidy-words.ts'
import { fenTyped } from './yuan.ts'

type Values = {
  readonly parameters?: Readonly<Record<string, string | undefined>>
  readonly poolFen?: string
  readonly way?: string
}

type Answer = AnswerOf<typeof whatIf>

function Compared({ answer }: { readonly answer: Answer }) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  if (answer.total === 0) return <EmptyState title={w.whatIfEmpty} next={w.whatIfEmptyNext} />
  const nameOf = (id: string) => {
    const item = answer.items.find(({ application }) => application === id)
    return item === undefined ? id : `${item.name}（${item.project}）`
  }
  const most = [answer.before, answer.after].flatMap(({ asked, left, pool }) =>
    [asked, left, pool].map(Number),
  )
  const end = Math.max(...most, 1)
  return (
    <>
      <PoolBar label={w.before} side={answer.before} end={end} nameOf={nameOf} />
      <PoolBar label={w.after} side={answer.after} end={end} nameOf={nameOf} />
      <RowTable
        name="subsidy.what-if"
        caption={w.whatIf}
        rows={answer.items}
        rowKey={(item) => item.application}
        columns={[
          {
            key: 'name',
            title: w.party,
            heads: true,
            cell: (item) => (
              <To href={`/e/${etown}/subsidy-applications/${item.application}`}>
                {nameOf(item.application)}
              </To>
            ),
          },
          { key: 'before', title: w.before, end: true, cell: (item) => <Money fen={item.before} /> },
          { key: 'after', title: w.after, end: true, cell: (item) => <Money fen={item.after} /> },
          { key: 'change', title: w.change, end: true, cell: (item) => <Change item={item} /> },
          { key: 'why', title: w.why, cell: (item) => item.why },
        ]}
      />
    </>
  )
}

/** More, less, or as it was: by a word and an arrow, not by colour alone. */
function Change({ item }: { readonly item: Answer['items'][number] }) {
  const w = useWords(subsidyWords)
  const change = fen(BigInt(item.after) - BigInt(item.before))
  if (change === 0n) return <>{w.same}</>
  return (
    <StateTag tone={change > 0n ? 'good' : 'warn'}>
      {`${change > 0n ? `↑ ${w.gains}` : `↓ ${w.loses}`} ${formatYuan(fen(change > 0n ? change : -change))}`}
    </StateTag>
  )
}

type Bar = {
  readonly label: string
  readonly side: Answer['before']
  /** What the whole width stands for, in fen. */
  readonly end: number
  readonly nameOf: (id: string) => string
}

/** 资金池 What is given of the pool, what is asked beyond it, and where it runs out; the same in words. */
function PoolBar({ label, side, end, nameOf }: Bar) {
  const w = useWords(subsidyWords)
  const { asked, left, pool, runsOut } = side
  const x = (amount: number): number => (100 * amount) / end
  const given = Number(pool) - Number(left)
  return (
    <section>
      <h2>{label}</h2>
      <svg className="pool-bar" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
        <rect x="0" y="4" width={x(Number(pool))} height="12" className="ground" />
        <rect x="0" y="4" width={x(given)} height="12" className="given" />
        {Number(asked) > given && (
          <rect x={x(given)} y="8" width={x(Number(asked) - given)} height="4" className="short" />
        )}
      </svg>
      <p>
        {w.askedSum} <Money fen={asked} /> · {w.pool} <Money fen={pool} /> · {w.left} <Money fen={left} /> ·{' '}
        {runsOut !== undefined && (
          <>
            <StateTag tone="warn">{w.runsOut(nameOf(runsOut.application))}</StateTag> · {w.submittedAt}{' '}
            <DayText day={runsOut.day} />
          </>
        )}
        {runsOut === undefined && (
          <StateTag tone={Number(asked) > Number(pool) ? 'warn' : 'good'}>
            {Number(asked) > Number(pool) ? w.cutAlike : w.enough}
          </StateTag>
        )}
      </p>
    </section>
  )
}

function Trying({ round }: { readonly round: RoundDetail }) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const act = useAct(({ parameters = {}, poolFen, way }: Values, { key }) => {
    const pool = fenTyped(poolFen)
    const chosen = POOL_WAYS.find((each) => each === way)
    const changed = Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined || value.trim() === '' ? [] : [{ name, value: value.trim() }],
    )
    return ask(whatIf, {
      etown,
      params: { round: round.id },
      body: {
        parameters: changed,
        ...(pool === undefined ? {} : { poolFen: pool }),
        ...(chosen === undefined ? {} : { way: chosen }),
      },
      key,
    })
  })
  return (
    <>
      <ActForm<Values> name="what-if" labels={{ poolFen: w.poolYuan }} step={act.step} onSubmit={act.run}>
        {round.parameters.map(({ name, unit, value }) => (
          <Form.Item key={name} name={['parameters', name]} label={`${name}（${w.before} ${value}${unit}）`}>
            <Input inputMode="decimal" suffix={unit} autoComplete="off" />
          </Form.Item>
        ))}
        <Form.Item
          name="poolFen"
          label={`${w.poolYuan}（${w.before} ${formatYuan(fen(BigInt(round.poolFen)))}）`}
        >
          <Input inputMode="decimal" autoComplete="off" />
        </Form.Item>
        <Form.Item name="way" label={w.way}>
          <Choice
            empty={round.way === undefined ? w.choose : `${w.before}：${round.way}`}
            options={POOL_WAYS.map((way) => ({ value: way, label: way }))}
          />
        </Form.Item>
        <SubmitButton act={act}>{w.tryIt}</SubmitButton>
      </ActForm>
      {act.step.at === 'done' && <Compared answer={act.step.answer} />}
    </>
  )
}

/** 试改参数 */
export function Page() {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const id = useParam('round')
  return (
    <Loaded query={useRead(getRound, { etown, params: { round: id } })} lines={8}>
      {(round) => (
        <div className="subsidy">
          <PageHead title={`${w.whatIf}：${round.schemeName}`} lead={w.whatIfLead} />
          <Trying round={round} />
        </div>
      )}
    </Loaded>
  )
}
