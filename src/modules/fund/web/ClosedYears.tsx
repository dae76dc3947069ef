import { Form, Input } from 'antd'
import { closeYear, readFund } from '#contract/fund'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Money } from '#web/ui/Money.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { fundWords } from './fund-words.ts'

type Years = AnswerOf<typeof readFund>['closedYears']

/** 年终结转 */
export function ClosedYears({ years }: { readonly years: Years }) {
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
        {years.map(({ year, carried }) => (
          <li key={year}>
            {w.closed(year)} <Money fen={carried} />
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
