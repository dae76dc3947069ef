import { Form, Input } from 'antd'
import { getRound, type RoundDetail, whatIf } from '#contract/subsidy'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { RowTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Money } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import './subsidy.css'
import { subsidyWords } from './subsidy-words.ts'
import { fenTyped } from './yuan.ts'

const WAYS = ['排序', '按比例', '先到先得', '结转'] as const

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
  const side = (label: string, { asked, left, runsOutAt }: Answer['before']) =>
    [
      label,
      <span key={label}>
        {w.askedSum} <Money fen={asked} /> · {w.left} <Money fen={left} /> ·{' '}
        {runsOutAt === undefined ? w.enough : w.runsOut(nameOf(runsOutAt))}
      </span>,
    ] as const
  return (
    <>
      <FactList facts={[side(w.before, answer.before), side(w.after, answer.after)]} />
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
          { key: 'why', title: w.why, cell: (item) => item.why },
        ]}
      />
    </>
  )
}

function Trying({ round }: { readonly round: RoundDetail }) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const act = useAct(({ parameters = {}, poolFen, way }: Values, { key }) => {
    const fen = fenTyped(poolFen)
    const chosen = WAYS.find((each) => each === way)
    const changed = Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined || value.trim() === '' ? [] : [{ name, value: value.trim() }],
    )
    return ask(whatIf, {
      etown,
      params: { round: round.id },
      body: {
        parameters: changed,
        ...(fen === undefined ? {} : { poolFen: fen }),
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
        <Form.Item name="poolFen" label={w.poolYuan}>
          <Input inputMode="decimal" autoComplete="off" />
        </Form.Item>
        <Form.Item name="way" label={w.way}>
          <Choice empty={w.choose} options={WAYS.map((way) => ({ value: way, label: way }))} />
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
