import {
  DEPOSIT_FORMS,
  DEPOSIT_KINDS,
  type Deposit as DepositOf,
  type ProjectDetail,
  returnDeposit,
  takeDeposit,
} from '#contract/project'
import { keyIn, keysOf } from '#kernel/keys'
import { formatYuan, yuanText } from '#kernel/money'
import { toFen } from '#kernel/wire'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { RowTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { Money } from '#web/ui/Money.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { projectWords } from './project-words.ts'
import { EvidenceLink, field, StepForm } from './StepForm.tsx'
import { stepWords } from './step-words.ts'

type Props = { readonly detail: ProjectDetail }

/** 保证金 What is held of the contractor's, until when, and what went back. */
export function Deposits({ detail }: Props) {
  const w = useWords(projectWords)
  const s = useWords(stepWords)
  const say = useBoth()
  const deposits = detail.contract?.deposits ?? []
  if (deposits.length === 0) return null
  return (
    <section>
      <h2>{w.deposits}</h2>
      <RowTable
        name="project.deposits"
        caption={w.deposits}
        rows={deposits}
        rowKey={({ id }) => id}
        columns={[
          { key: 'kind', title: s.depositKind, heads: true, cell: ({ kind }) => say(DEPOSIT_KINDS[kind]) },
          { key: 'state', title: w.state, cell: ({ returned }) => <Back returned={returned} /> },
          { key: 'amount', title: w.amount, end: true, cell: ({ amount }) => <Money fen={amount} /> },
          { key: 'form', title: s.depositForm, cell: ({ form }) => say(DEPOSIT_FORMS[form]) },
          { key: 'received', title: s.receivedOn, cell: ({ receivedOn }) => <DayText day={receivedOn} /> },
          { key: 'due', title: s.dueBackOn, cell: ({ dueBackOn }) => <DayText day={dueBackOn} /> },
          { key: 'terms', title: s.depositTerms, cell: ({ terms, returned }) => returned?.why ?? terms },
          {
            key: 'evidence',
            title: w.evidence,
            cell: ({ evidence, returned, kind }) => (
              <EvidenceLink sha256={returned?.evidence ?? evidence} of={say(DEPOSIT_KINDS[kind])} />
            ),
          },
        ]}
      />
    </section>
  )
}

function Back({ returned }: Pick<DepositOf, 'returned'>) {
  const w = useWords(projectWords)
  if (returned === undefined) return <StateTag tone="warn">{w.held}</StateTag>
  return (
    <StateTag tone={returned.why === undefined ? 'good' : 'bad'}>
      {w.givenBack} {formatYuan(toFen(returned.amount))} <DayText day={returned.on} />
    </StateTag>
  )
}

export function Deposit({ detail }: Props) {
  const w = useWords(projectWords)
  const s = useWords(stepWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  return (
    <StepForm
      key={detail.contract?.deposits.length}
      name="deposit"
      button={s.deposit}
      lead={s.depositLead}
      fields={[
        field('choice', 'kind', s.depositKind, {
          initial: 'performance',
          options: keysOf(DEPOSIT_KINDS).map((value) => ({ value, label: say(DEPOSIT_KINDS[value]) })),
        }),
        field('choice', 'form', s.depositForm, {
          initial: 'guarantee',
          options: keysOf(DEPOSIT_FORMS).map((value) => ({ value, label: say(DEPOSIT_FORMS[value]) })),
        }),
        field('amount', 'amount', s.yuan(w.amount)),
        field('day', 'receivedOn', s.receivedOn),
        field('day', 'dueBackOn', s.dueBackOn),
        field('text', 'terms', s.depositTerms),
      ]}
      send={(v, evidence, { key }) =>
        ask(takeDeposit, {
          etown,
          params: { project: detail.id },
          body: {
            kind: keyIn(DEPOSIT_KINDS, v.text('kind')),
            form: keyIn(DEPOSIT_FORMS, v.text('form')),
            amount: v.fen('amount'),
            receivedOn: v.day('receivedOn'),
            dueBackOn: v.day('dueBackOn'),
            terms: v.text('terms'),
            evidence,
          },
          key,
        })
      }
    />
  )
}

export function GiveBack({ detail }: Props) {
  const s = useWords(stepWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const held = (detail.contract?.deposits ?? []).filter(({ returned }) => returned === undefined)
  return (
    <StepForm
      key={held.length}
      name="give-back"
      button={s.giveBack}
      lead={s.giveBackLead}
      fields={[
        field('choice', 'deposit', s.depositKind, {
          initial: held[0]?.id ?? '',
          options: held.map(({ id, kind, amount }) => ({
            value: id,
            label: `${say(DEPOSIT_KINDS[kind])} ${formatYuan(toFen(amount))}`,
          })),
        }),
        field('day', 'returnedOn', s.returnedOn),
        field('amount', 'amount', s.returnedAmount, {
          initial: held[0] === undefined ? '' : yuanText(toFen(held[0].amount)),
        }),
        field('text', 'why', s.keptWhy, { optional: true }),
      ]}
      send={(v, evidence, { key }) => {
        const why = v.maybe('why')
        return ask(returnDeposit, {
          etown,
          params: { project: detail.id, deposit: v.text('deposit') },
          body: {
            returnedOn: v.day('returnedOn'),
            amount: v.fen('amount'),
            ...(why === undefined ? {} : { why }),
            evidence,
          },
          key,
        })
      }}
    />
  )
}
