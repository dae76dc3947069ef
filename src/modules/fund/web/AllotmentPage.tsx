import { ALLOTMENT_STATES, type AllotmentDetail, getAllotment } from '#contract/fund'
import { NOTICE_STATES } from '#contract/notice'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { RowTable } from '#web/ui/DataTable.tsx'
import { DayText, dayText, InstantText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Money, MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { AllotmentActs } from './AllotmentActs.tsx'
import { EntryTable } from './EntryTable.tsx'
import { EvidenceLink } from './EvidenceField.tsx'
import { fundWords, STATE_TONES } from './fund-words.ts'

/** 安排详情 One allotment from proposal to the last voucher, and what may be done next. */
export function Page() {
  const { slug } = useTown()
  const allotment = useParam('allotment')
  const query = useRead(getAllotment, { etown: slug, params: { allotment } })
  return (
    <Loaded query={query} lines={10}>
      {(detail) => <Detail detail={detail} />}
    </Loaded>
  )
}

function Detail({ detail }: { readonly detail: AllotmentDetail }) {
  const w = useWords(fundWords)
  const say = useBoth()
  return (
    <>
      <PageHead
        title={detail.expense}
        lead={<StateTag tone={STATE_TONES[detail.state]}>{say(ALLOTMENT_STATES[detail.state])}</StateTag>}
        tools={<MoneyUnitSwitch />}
      />
      <FactList
        facts={[
          [w.project, detail.project],
          [w.place, `${detail.sourceName} · ${detail.categoryName}`],
          [w.amount, <Money key="amount" fen={detail.amount} />],
          [w.reserved, <Money key="reserved" fen={detail.reserved} />],
          [w.committed, <Money key="committed" fen={detail.committed} />],
          [w.paid, <Money key="paid" fen={detail.paid} />],
          [w.payee, detail.payee],
          [w.contractNo, detail.contractNo],
          [w.origin, detail.origin],
          [w.evidence, <EvidenceLink key="evidence" sha256={detail.evidence} />],
          [w.proposed, <Done key="proposed" by={detail.proposedBy} at={detail.proposedAt} />],
          [
            w.approvedBy,
            detail.approvedBy && detail.approvedAt && (
              <Done key="approved" by={detail.approvedBy} at={detail.approvedAt} />
            ),
          ],
          [w.notice, <Notice key="notice" detail={detail} />],
          [w.keptUntil, detail.until && <InstantText key="until" instant={detail.until} />],
        ]}
      />
      <AllotmentActs detail={detail} />
      <Payments payments={detail.payments} />
      <section>
        <h2>{w.entries}</h2>
        <EntryTable rows={detail.entries} />
      </section>
    </>
  )
}

function Done({ by, at }: { readonly by: string; readonly at: string }) {
  const w = useWords(fundWords)
  return (
    <>
      {w.account(by)} · <InstantText instant={at} />
    </>
  )
}

function Notice({ detail }: { readonly detail: AllotmentDetail }) {
  const w = useWords(fundWords)
  const say = useBoth()
  const [language] = useLanguage()
  const { slug } = useTown()
  const { notice, noticeState, noticeThrough } = detail
  if (notice === undefined || noticeState === undefined || noticeThrough === undefined)
    return detail.needsNotice ? w.noNotice : w.noticeNotNeeded
  return (
    <>
      <To href={`/e/${slug}/notices/${notice}`}>
        {w.noticeThrough(notice, dayText(noticeThrough, language))}
      </To>{' '}
      {say(NOTICE_STATES[noticeState])}
    </>
  )
}

function Payments({ payments }: { readonly payments: AllotmentDetail['payments'] }) {
  const w = useWords(fundWords)
  return (
    <section>
      <h2>{w.payments}</h2>
      {payments.length === 0 ? (
        <p className="hint">{w.noPayments}</p>
      ) : (
        <RowTable
          name="fund.payments"
          caption={w.payments}
          rows={payments}
          rowKey={({ id }) => id}
          columns={[
            { key: 'voucher', title: w.voucherNo, heads: true, cell: ({ voucherNo }) => voucherNo },
            { key: 'amount', title: w.amount, end: true, cell: ({ amount }) => <Money fen={amount} /> },
            { key: 'day', title: w.paidOn, cell: ({ paidOn }) => <DayText day={paidOn} /> },
            { key: 'by', title: w.by, cell: ({ paidBy }) => w.account(paidBy) },
            {
              key: 'evidence',
              title: w.evidence,
              cell: ({ evidence }) => <EvidenceLink sha256={evidence} />,
            },
          ]}
        />
      )}
    </section>
  )
}
