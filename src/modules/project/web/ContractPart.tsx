import { type Contract, type ContractVersion, MILESTONE_STATES, type ProjectDetail } from '#contract/project'
import { RowTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Money } from '#web/ui/Money.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { MILESTONE_TONES, projectWords } from './project-words.ts'
import { EvidenceLink } from './StepForm.tsx'

/** 合同、里程碑、付款 */
export function ContractPart({ detail }: { readonly detail: ProjectDetail }) {
  const w = useWords(projectWords)
  const { contract } = detail
  if (contract === undefined) return null
  return (
    <>
      {contract.milestones.length > 0 && <Milestones contract={contract} />}
      {contract.milestones.length > 0 && <Payments contract={contract} />}
      {contract.recoveries.length > 0 && <Recoveries contract={contract} />}
      <section>
        <h2>{w.contract}</h2>
        <FactList
          facts={[
            [w.contractNo, contract.number],
            [w.contractor, contract.contractor],
            [w.creditCode, contract.creditCode],
          ]}
        />
        <Versions contract={contract} />
      </section>
    </>
  )
}

function Milestones({ contract }: { readonly contract: Contract }) {
  const w = useWords(projectWords)
  const say = useBoth()
  return (
    <section>
      <h2>{w.milestones}</h2>
      <RowTable
        name="project.milestones"
        caption={w.milestones}
        rows={contract.milestones}
        rowKey={({ place }) => String(place)}
        columns={[
          { key: 'name', title: w.milestone, heads: true, cell: ({ place, name }) => `${place} ${name}` },
          {
            key: 'state',
            title: w.state,
            cell: ({ state }) => (
              <StateTag tone={MILESTONE_TONES[state]}>{say(MILESTONE_STATES[state])}</StateTag>
            ),
          },
          { key: 'due', title: w.dueOn, cell: ({ dueOn }) => <DayText day={dueOn} /> },
          { key: 'amount', title: w.amount, end: true, cell: ({ amount }) => <Money fen={amount} /> },
          { key: 'paid', title: w.paid, end: true, cell: ({ paid }) => <Money fen={paid} /> },
          { key: 'said', title: w.reason, cell: ({ said, deliverable }) => said ?? deliverable },
          {
            key: 'evidence',
            title: w.evidence,
            cell: (m) => <EvidenceLink sha256={m.inspectionEvidence ?? m.deliveryEvidence} of={m.name} />,
          },
        ]}
      />
    </section>
  )
}

function Payments({ contract }: { readonly contract: Contract }) {
  const w = useWords(projectWords)
  return (
    <section>
      <h2>{w.payments}</h2>
      {contract.payments.length === 0 ? (
        <p className="hint">{w.noPayments}</p>
      ) : (
        <RowTable
          name="project.payments"
          caption={w.payments}
          rows={contract.payments}
          rowKey={({ id }) => id}
          columns={[
            { key: 'voucher', title: w.voucherNo, heads: true, cell: ({ voucherNo }) => voucherNo },
            {
              key: 'place',
              title: w.milestone,
              cell: ({ place }) => milestoneName(contract, place),
            },
            { key: 'amount', title: w.amount, end: true, cell: ({ amount }) => <Money fen={amount} /> },
            { key: 'source', title: w.source, cell: ({ sourceName }) => sourceName },
            { key: 'on', title: w.paidOn, cell: ({ paidOn }) => <DayText day={paidOn} /> },
            {
              key: 'evidence',
              title: w.evidence,
              cell: ({ evidence, voucherNo }) => <EvidenceLink sha256={evidence} of={voucherNo} />,
            },
          ]}
        />
      )}
    </section>
  )
}

const milestoneName = ({ milestones }: Contract, at: number) =>
  `${at} ${milestones.find(({ place }) => place === at)?.name ?? ''}`

function Recoveries({ contract }: { readonly contract: Contract }) {
  const w = useWords(projectWords)
  return (
    <section>
      <h2>{w.recoveries}</h2>
      <RowTable
        name="project.recoveries"
        caption={w.recoveries}
        rows={contract.recoveries}
        rowKey={({ entry }) => entry}
        columns={[
          {
            key: 'place',
            title: w.milestone,
            heads: true,
            cell: ({ place }) => milestoneName(contract, place),
          },
          { key: 'amount', title: w.amount, end: true, cell: ({ amount }) => <Money fen={amount} /> },
          { key: 'source', title: w.source, cell: ({ sourceName }) => sourceName },
          { key: 'on', title: w.recoveredOn, cell: ({ on }) => <DayText day={on} /> },
          { key: 'reason', title: w.reason, cell: ({ reason }) => reason },
          {
            key: 'evidence',
            title: w.evidence,
            cell: ({ evidence, reason }) => <EvidenceLink sha256={evidence} of={reason} />,
          },
        ]}
      />
    </section>
  )
}

function Versions({ contract }: { readonly contract: Contract }) {
  const w = useWords(projectWords)
  const verdict = ({ approved }: ContractVersion) => {
    if (approved === undefined) return <StateTag tone="warn">{w.verdictWaits}</StateTag>
    return approved ? (
      <StateTag tone="good">{w.verdictYes}</StateTag>
    ) : (
      <StateTag tone="bad">{w.verdictNo}</StateTag>
    )
  }
  return (
    <RowTable
      name="project.versions"
      caption={w.versions}
      rows={contract.versions}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'number',
          title: w.version,
          heads: true,
          cell: ({ number }) => (number === 1 ? w.original : w.amendment(number)),
        },
        { key: 'verdict', title: w.state, cell: verdict },
        { key: 'amount', title: w.contractAmount, end: true, cell: ({ amount }) => <Money fen={amount} /> },
        { key: 'signed', title: w.signedOn, cell: ({ signedOn }) => <DayText day={signedOn} /> },
        { key: 'money', title: w.source, cell: ({ money }) => <MoneyList money={money} /> },
        {
          key: 'changes',
          title: w.changes,
          cell: ({ changes, why, verdictReason }) =>
            [
              ...(why === undefined ? [] : [why]),
              ...changes,
              ...(verdictReason === undefined ? [] : [verdictReason]),
            ].join('；') || '—',
        },
        {
          key: 'evidence',
          title: w.evidence,
          cell: ({ evidence, number }) => <EvidenceLink sha256={evidence} of={`${w.version} ${number}`} />,
        },
      ]}
    />
  )
}

export function MoneyList({ money }: { readonly money: ContractVersion['money'] }) {
  return money.map(({ source, sourceName, amount }, i) => (
    <span key={source}>
      {i > 0 && '；'}
      {sourceName} <Money fen={amount} />
    </span>
  ))
}
