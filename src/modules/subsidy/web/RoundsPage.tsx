import { Form, Input } from 'antd'
import { listRounds, listSchemes, openRound, type RoundItem } from '#contract/subsidy'
import { addDays, type Day, isDay } from '#kernel/day'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { usePages, useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { DateField, useDayRule } from '#web/ui/DateField.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Money } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'
import { fenTyped } from './yuan.ts'

function useColumns(etown: string): readonly Column<RoundItem>[] {
  const w = useWords(subsidyWords)
  return [
    {
      key: 'name',
      title: w.round,
      heads: true,
      cell: (row) => <To href={`/e/${etown}/subsidies/${row.id}`}>{`${row.schemeName} · ${row.name}`}</To>,
    },
    {
      key: 'state',
      title: w.state,
      cell: (row) => (
        <StateTag tone={row.isOpen ? 'good' : 'quiet'}>{row.isOpen ? w.isOpen : w.notOpen}</StateTag>
      ),
    },
    { key: 'opens', title: w.opensOn, cell: (row) => <DayText day={row.opensOn} /> },
    { key: 'closes', title: w.lastDay, cell: (row) => <DayText day={addDays(row.closesOn, -1)} /> },
    { key: 'pool', title: w.pool, end: true, cell: (row) => <Money fen={row.poolFen} /> },
    { key: 'reserved', title: w.reserved, end: true, cell: (row) => <Money fen={row.reservedFen} /> },
    { key: 'count', title: w.count, end: true, cell: (row) => row.applications },
  ]
}

type Values = {
  readonly scheme: string
  readonly name: string
  readonly basisDay: Day
  readonly opensOn: Day
  readonly closesOn: Day
  readonly poolFen?: string
  readonly category?: string
}

function OpenForm() {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const go = useGo()
  const act = useAct(
    ({ poolFen, ...values }: Values, { key }) => {
      const fen = fenTyped(poolFen)
      return ask(openRound, {
        etown,
        body: { ...values, ...(fen === undefined ? {} : { poolFen: fen }) },
        key,
      })
    },
    { changes: [listRounds], done: ({ id }) => go(`/e/${etown}/subsidies/${id}`) },
  )
  const dayRule = useDayRule()
  const labels = {
    scheme: w.scheme,
    name: w.name,
    basisDay: w.basisDay,
    opensOn: w.opensOn,
    closesOn: w.closesOn,
    poolFen: w.poolYuan,
    category: w.category,
  }
  const needed = (name: keyof typeof labels) => ({
    name,
    label: labels[name],
    rules: [{ required: true, message: w.fill(labels[name]) }],
  })
  const neededDay = (name: keyof typeof labels) => {
    const { rules, ...field } = needed(name)
    return { ...field, rules: [...rules, dayRule] }
  }
  return (
    <Loaded query={useRead(listSchemes, { etown })}>
      {({ items }) => (
        <ActForm<Values>
          name="open"
          labels={labels}
          step={act.step}
          onSubmit={(values) => isDay(values.basisDay) && act.run(values)}
        >
          <p className="hint">{w.openHint}</p>
          <Form.Item {...needed('scheme')}>
            <Choice
              empty={w.choose}
              options={items.map(({ code, name }) => ({ value: code, label: name }))}
            />
          </Form.Item>
          <Form.Item {...needed('name')}>
            <Input maxLength={100} autoComplete="off" />
          </Form.Item>
          <Form.Item {...neededDay('basisDay')} extra={w.basisDayHint}>
            <DateField />
          </Form.Item>
          <Form.Item {...neededDay('opensOn')}>
            <DateField />
          </Form.Item>
          <Form.Item {...neededDay('closesOn')}>
            <DateField />
          </Form.Item>
          <Form.Item noStyle dependencies={['scheme']}>
            {(form) => {
              const scheme = items.find(({ code }) => code === form.getFieldValue('scheme'))
              return (scheme?.blocked ?? []).map((why) => (
                <p key={why} className="note note-warn" role="status">
                  {why}
                </p>
              ))
            }}
          </Form.Item>
          <Form.Item name="poolFen" label={w.poolYuan}>
            <Input inputMode="decimal" autoComplete="off" />
          </Form.Item>
          <Form.Item noStyle dependencies={['scheme']}>
            {(form) => {
              const scheme = items.find(({ code }) => code === form.getFieldValue('scheme'))
              if (scheme === undefined || scheme.isService) return null
              return (
                <Form.Item {...needed('category')} extra={w.categoryHint}>
                  <Choice
                    empty={w.choose}
                    options={scheme.categories.map(({ code, name }) => ({ value: code, label: name }))}
                  />
                </Form.Item>
              )
            }}
          </Form.Item>
          <SubmitButton act={act}>{w.open}</SubmitButton>
        </ActForm>
      )}
    </Loaded>
  )
}

/** 奖补办事指南 */
export function Page() {
  const w = useWords(subsidyWords)
  const { slug: etown, may } = useTown()
  const pages = usePages(listRounds, { etown })
  return (
    <>
      <PageHead title={w.rounds} lead={w.roundsLead} />
      <DataTable
        name="subsidy.rounds"
        caption={w.rounds}
        pages={pages}
        columns={useColumns(etown)}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.roundsEmpty} next={w.roundsEmptyNext} />}
      />
      {may.includes('subsidy.open') && (
        <Unfold label={w.open}>
          <OpenForm />
        </Unfold>
      )}
    </>
  )
}
