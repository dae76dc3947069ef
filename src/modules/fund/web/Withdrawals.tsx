import { Form } from 'antd'
import { useState } from 'react'
import {
  approveWithdrawal,
  askWithdrawal,
  listEntries,
  readFund,
  type SourceSums,
  type Withdrawal,
} from '#contract/fund'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { Money } from '#web/ui/Money.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { bring, EvidenceField } from './EvidenceField.tsx'
import { AmountItem, fenOfYuan, TextItem } from './fields.tsx'
import { fundWords } from './fund-words.ts'
import { SecondApproval } from './SecondApproval.tsx'

const CHANGES = [readFund, listEntries]
type Props = { readonly sources: readonly SourceSums[]; readonly withdrawals: readonly Withdrawal[] }

/** 收回分配 From a category back to what is unallocated, by two people. */
export function Withdrawals({ sources, withdrawals }: Props) {
  const w = useWords(fundWords)
  const { may } = useTown()
  const asks = may.includes('fund.allocate')
  if (!asks && withdrawals.length === 0) return null
  return (
    <section>
      <h2>{w.withdrawals}</h2>
      <p className="hint">{w.withdrawalsLead}</p>
      {withdrawals.length === 0 && <p className="hint">{w.noWithdrawals}</p>}
      {withdrawals.map((withdrawal) => (
        <One key={withdrawal.id} withdrawal={withdrawal} />
      ))}
      {asks && (
        <Unfold label={w.askWithdrawal}>
          <AskForm key={withdrawals.length} sources={sources} />
        </Unfold>
      )}
    </section>
  )
}

function One({ withdrawal }: { readonly withdrawal: Withdrawal }) {
  const w = useWords(fundWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (id: string, { key }) => ask(approveWithdrawal, { etown, params: { withdrawal: id }, key }),
    { changes: CHANGES },
  )
  return (
    <SecondApproval
      title={
        <>
          {withdrawal.sourceName} · {withdrawal.categoryName} <Money fen={withdrawal.amount} />
        </>
      }
      asked={withdrawal}
      button={w.approveWithdrawal}
      act={act}
    />
  )
}

type Values = { readonly place: string; readonly amount: string; readonly reason: string }

function AskForm({ sources }: Pick<Props, 'sources'>) {
  const w = useWords(fundWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ place, amount, paper, reason }: Values & { readonly paper: File }, sending: Sending) => {
      const [source = '', category = ''] = place.split('/')
      const evidence = await bring(etown, paper, sending)
      const body = { source, category, amount: fenOfYuan(amount), reason, evidence }
      return ask(askWithdrawal, { etown, body, key: sending.key })
    },
    { changes: CHANGES, done: () => setFile(undefined) },
  )
  const places = sources.flatMap((source) =>
    source.categories.map(({ code, name }) => ({
      value: `${source.code}/${code}`,
      label: `${source.name} · ${name}`,
    })),
  )
  return (
    <ActForm<Values>
      name="withdraw"
      labels={{ place: w.category, amount: w.amountYuan, reason: w.reason }}
      step={act.step}
      initial={{ place: places[0]?.value ?? '' }}
      onSubmit={(values) => file && act.run({ ...values, paper: file })}
    >
      <Form.Item name="place" label={w.category}>
        <Choice options={places} />
      </Form.Item>
      <AmountItem />
      <TextItem name="reason" label={w.reason} maxLength={200} />
      <EvidenceField file={file} onFile={setFile} />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.askWithdrawal}
      </SubmitButton>
    </ActForm>
  )
}
