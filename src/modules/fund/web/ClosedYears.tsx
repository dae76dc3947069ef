import { Form, Input } from 'antd'
import { ACCOUNTS, closeYear, readFund, type SourceSums } from '#contract/fund'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { RowTable } from '#web/ui/DataTable.tsx'
import { Money } from '#web/ui/Money.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { fundWords } from './fund-words.ts'

type Years = AnswerOf<typeof readFund>['closedYears']

/** 年终结转 */
type Props = { readonly years: Years; readonly sources: readonly SourceSums[] }

export function ClosedYears({ years, sources }: Props) {
  const w = useWords(fundWords)
  const { slug: etown, may } = useTown()
  const act = useAct(
    ({ year }: { readonly year: string }, { key }) =>
      ask(closeYear, { etown, body: { year: Number(year) }, key }),
    { changes: [readFund] },
  )
  const closes = may.includes('fund.register')
  if (!closes && years.length === 0) return null
  return (
    <section>
      <h2>{w.years}</h2>
      <p className="hint">{w.yearsLead}</p>
      <ul>
        {years.map(({ year, carried, lines }) => (
          <li key={year}>
            {w.closed(year)} <Money fen={carried} />
            <Unfold label={`${w.carriedLines} ${year}`}>
              <Carried year={year} lines={lines} sources={sources} />
            </Unfold>
          </li>
        ))}
      </ul>
      {closes && (
        <Unfold label={w.closeYear}>
          <ActForm<{ readonly year: string }>
            name="year"
            labels={{ year: w.year }}
            step={act.step}
            onSubmit={act.run}
          >
            <Form.Item
              name="year"
              label={w.year}
              rules={[{ required: true, pattern: /^20\d\d$/, message: w.yearForm }]}
            >
              <Input inputMode="numeric" maxLength={4} />
            </Form.Item>
            <SubmitButton act={act}>{w.closeYear}</SubmitButton>
          </ActForm>
        </Unfold>
      )}
    </section>
  )
}

type Lines = Years[number]['lines']

/** What stood where at the end of the year, and went on into the next. */
function Carried({
  year,
  lines,
  sources,
}: { readonly year: number; readonly lines: Lines } & Pick<Props, 'sources'>) {
  const w = useWords(fundWords)
  const say = useBoth()
  const source = (code: string) => sources.find((s) => s.code === code)
  return (
    <RowTable
      name="fund.carried"
      caption={`${w.carriedLines} ${year}`}
      rows={lines}
      rowKey={({ source: s, category, account }) => `${s}/${category}/${account}`}
      columns={[
        {
          key: 'source',
          title: w.source,
          heads: true,
          cell: (line) => source(line.source)?.name ?? line.source,
        },
        {
          key: 'category',
          title: w.category,
          cell: (line) =>
            source(line.source)?.categories.find(({ code }) => code === line.category)?.name ?? '—',
        },
        { key: 'account', title: w.accountName, cell: ({ account }) => say(ACCOUNTS[account]) },
        { key: 'amount', title: w.amount, end: true, cell: ({ amount }) => <Money fen={amount} /> },
      ]}
    />
  )
}
