import { PROCUREMENT_WAYS, type ProjectDetail, type Tender } from '#contract/project'
import { useTown } from '#web/desk/place.ts'
import { RowTable } from '#web/ui/DataTable.tsx'
import { DayText, InstantText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Money } from '#web/ui/Money.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { MoneyList } from './ContractPart.tsx'
import { projectWords } from './project-words.ts'
import { EvidenceLink } from './StepForm.tsx'

type Props = { readonly detail: ProjectDetail }

/** 采购 The last announcement first; one that failed or was changed stays below. */
export function Tenders({ detail }: Props) {
  const w = useWords(projectWords)
  if (detail.tenders.length === 0) return null
  return (
    <section>
      <h2>{w.tenders}</h2>
      {detail.tenders.map((tender) => (
        <One key={tender.id} tender={tender} />
      ))}
    </section>
  )
}

function One({ tender }: { readonly tender: Tender }) {
  const w = useWords(projectWords)
  const { slug } = useTown()
  const { award } = tender
  return (
    <>
      <h3>{tender.number}</h3>
      <FactList
        facts={[
          [w.publishedOn, <DayText key="on" day={tender.publishedOn} />],
          [w.place, tender.place],
          [w.opensAt, <InstantText key="at" instant={tender.opensAt} />],
          [w.evidence, <EvidenceLink key="paper" sha256={tender.evidence} of={tender.number} />],
          ...(award === undefined
            ? []
            : ([
                [w.winner, `${award.bidder}：${award.reason}`],
                [
                  w.publicThrough,
                  <span key="public">
                    {award.publicThrough !== undefined && <DayText day={award.publicThrough} />}{' '}
                    {award.notice === undefined ? (
                      award.elsewhere
                    ) : (
                      <To href={`/e/${slug}/notices/${award.notice}`}>{w.publicHere(award.notice)}</To>
                    )}
                  </span>,
                ],
              ] as const)),
        ]}
      />
      <Bids tender={tender} />
    </>
  )
}

function Bids({ tender }: { readonly tender: Tender }) {
  const w = useWords(projectWords)
  if (tender.bids.length === 0) return <p className="hint">{w.noBids}</p>
  return (
    <RowTable
      name="project.bids"
      caption={`${w.tenders} ${tender.number}`}
      rows={tender.bids}
      rowKey={({ id }) => id}
      columns={[
        { key: 'bidder', title: w.bidder, heads: true, cell: ({ bidder }) => bidder },
        { key: 'code', title: w.creditCode, cell: ({ creditCode }) => creditCode },
        {
          key: 'received',
          title: w.receivedAt,
          cell: ({ receivedAt }) => <InstantText instant={receivedAt} />,
        },
        {
          key: 'amount',
          title: w.amount,
          end: true,
          cell: ({ amount }) => (amount === undefined ? w.sealed : <Money fen={amount} />),
        },
        {
          key: 'valid',
          title: w.state,
          cell: ({ id, valid, why }) => {
            if (valid === undefined) return '—'
            if (!valid) return <StateTag tone="bad">{`${w.invalid} ${why ?? ''}`}</StateTag>
            return <StateTag tone="good">{tender.award?.bid === id ? w.winner : w.valid}</StateTag>
          },
        },
        {
          key: 'evidence',
          title: w.evidence,
          cell: ({ evidence, bidder }) => <EvidenceLink sha256={evidence} of={bidder} />,
        },
      ]}
    />
  )
}

/** 采购方案 Every version, and which of them is approved. */
export function Schemes({ detail }: Props) {
  const w = useWords(projectWords)
  const say = useBoth()
  if (detail.schemes.length === 0) return null
  return (
    <section>
      <h2>{w.schemes}</h2>
      <RowTable
        name="project.schemes"
        caption={w.schemes}
        rows={detail.schemes.toReversed()}
        rowKey={({ version }) => String(version)}
        columns={[
          { key: 'version', title: w.version, heads: true, cell: ({ version }) => w.schemeVersion(version) },
          {
            key: 'state',
            title: w.state,
            cell: ({ approvedAt }) =>
              approvedAt === undefined ? (
                <StateTag tone="warn">{w.waitingMark}</StateTag>
              ) : (
                <StateTag tone="good">{w.approvedMark}</StateTag>
              ),
          },
          { key: 'way', title: w.way, cell: ({ way }) => say(PROCUREMENT_WAYS[way]) },
          { key: 'budget', title: w.budget, end: true, cell: ({ budget }) => <Money fen={budget} /> },
          { key: 'money', title: w.source, cell: ({ money }) => <MoneyList money={money} /> },
          { key: 'scope', title: w.scope, cell: ({ scope }) => scope },
          { key: 'scoring', title: w.scoring, cell: ({ scoring }) => scoring },
          { key: 'why', title: w.why, cell: ({ why }) => why ?? '—' },
          {
            key: 'evidence',
            title: w.evidence,
            cell: ({ evidence, version }) => <EvidenceLink sha256={evidence} of={w.schemeVersion(version)} />,
          },
        ]}
      />
    </section>
  )
}
