import { useState } from 'react'
import {
  type AllotmentDetail,
  approveAllotment,
  attachNotice,
  getAllotment,
  listAllotments,
  listEntries,
  payAllotment,
  readFund,
  recoverPayment,
  releaseAllotment,
} from '#contract/fund'
import type { Day } from '#kernel/day'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { bring, EvidenceField } from './EvidenceField.tsx'
import { AmountItem, DayItem, fenOfYuan, TextItem } from './fields.tsx'
import { fundWords } from './fund-words.ts'

const CHANGES = [getAllotment, listAllotments, listEntries, readFund]
const PERMISSIONS = {
  approve: 'fund.approve',
  pay: 'fund.pay',
  release: 'fund.release',
  recover: 'fund.pay',
  attach: 'fund.propose',
} as const

/** 办理 What this person may do with this allotment now: by role, by state, and by separation of duties. */
export function AllotmentActs({ detail }: { readonly detail: AllotmentDetail }) {
  const w = useWords(fundWords)
  const { may } = useTown()
  const mine = detail.may.filter((act) => may.includes(PERMISSIONS[act]))
  return (
    <section>
      <h2>{w.steps}</h2>
      {mine.length === 0 && <p className="hint">{w.nothingToDo}</p>}
      {mine.includes('approve') && <Approve id={detail.id} />}
      {mine.includes('pay') && <Pay key={detail.payments.length} id={detail.id} />}
      {mine.includes('attach') && <Attach id={detail.id} />}
      {mine.includes('release') && (
        <Unfold label={w.release}>
          <Release id={detail.id} />
        </Unfold>
      )}
      {mine.includes('recover') && (
        <Unfold label={w.recover}>
          <Recover key={detail.paid} id={detail.id} />
        </Unfold>
      )}
    </section>
  )
}

function Approve({ id }: { readonly id: string }) {
  const w = useWords(fundWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (allotment: string, { key }) => ask(approveAllotment, { etown, params: { allotment }, key }),
    { changes: CHANGES },
  )
  return (
    <>
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      <SubmitButton act={act} onPress={() => act.run(id)}>
        {w.approve}
      </SubmitButton>
    </>
  )
}

type Paid = { readonly amount: string; readonly voucherNo: string; readonly paidOn: Day }

function Pay({ id }: { readonly id: string }) {
  const w = useWords(fundWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ paper, ...values }: Paid & { readonly paper: File }, sending: Sending) => {
      const evidence = await bring(etown, paper, sending)
      const body = { ...values, amount: fenOfYuan(values.amount), evidence }
      return ask(payAllotment, { etown, params: { allotment: id }, body, key: sending.key })
    },
    { changes: CHANGES },
  )
  return (
    <ActForm<Paid>
      name="pay"
      labels={{ amount: w.amountYuan, voucherNo: w.voucherNo, paidOn: w.paidOn }}
      step={act.step}
      onSubmit={(values) => file && act.run({ ...values, paper: file })}
    >
      <p className="hint">{w.payLead}</p>
      <AmountItem />
      <TextItem name="voucherNo" label={w.voucherNo} maxLength={60} />
      <DayItem name="paidOn" label={w.paidOn} />
      <EvidenceField file={file} onFile={setFile} />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.pay}
      </SubmitButton>
    </ActForm>
  )
}

function Attach({ id }: { readonly id: string }) {
  const w = useWords(fundWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (body: { readonly notice: string }, { key }) =>
      ask(attachNotice, { etown, params: { allotment: id }, body, key }),
    { changes: CHANGES },
  )
  return (
    <ActForm<{ readonly notice: string }>
      name="attach"
      labels={{ notice: w.noticeNo }}
      step={act.step}
      onSubmit={act.run}
    >
      <p className="hint">{w.attachLead}</p>
      <TextItem name="notice" label={w.noticeNo} maxLength={18} />
      <SubmitButton act={act}>{w.attach}</SubmitButton>
    </ActForm>
  )
}

function Release({ id }: { readonly id: string }) {
  const w = useWords(fundWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (body: { readonly reason: string }, { key }) =>
      ask(releaseAllotment, { etown, params: { allotment: id }, body, key }),
    { changes: CHANGES },
  )
  return (
    <ActForm<{ readonly reason: string }>
      name="release"
      labels={{ reason: w.reason }}
      step={act.step}
      onSubmit={act.run}
    >
      <TextItem name="reason" label={w.reason} maxLength={500} />
      <SubmitButton act={act}>{w.release}</SubmitButton>
    </ActForm>
  )
}

type Recovered = { readonly amount: string; readonly reason: string }

function Recover({ id }: { readonly id: string }) {
  const w = useWords(fundWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ paper, ...values }: Recovered & { readonly paper: File }, sending: Sending) => {
      const evidence = await bring(etown, paper, sending)
      const body = { ...values, amount: fenOfYuan(values.amount), evidence }
      return ask(recoverPayment, { etown, params: { allotment: id }, body, key: sending.key })
    },
    { changes: CHANGES },
  )
  return (
    <ActForm<Recovered>
      name="recover"
      labels={{ amount: w.amountYuan, reason: w.reason }}
      step={act.step}
      onSubmit={(values) => file && act.run({ ...values, paper: file })}
    >
      <AmountItem />
      <TextItem name="reason" label={w.reason} maxLength={500} />
      <EvidenceField file={file} onFile={setFile} />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.recover}
      </SubmitButton>
    </ActForm>
  )
}
