import type { ReactNode } from 'react'
import { NOTICE_STATES } from '#contract/notice'
import { type ApplicationDetail, type ApplicationState, getApplication, getReceipt } from '#contract/subsidy'
import { addressOf } from '#web/ask.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { RowTable } from '#web/ui/DataTable.tsx'
import { DayText, InstantText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Money } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ApplicationTag } from './ApplicationTag.tsx'
import { Deeds } from './Deeds.tsx'
import { DeskForm } from './DeskForm.tsx'
import { EvidenceFiles } from './EvidenceFiles.tsx'
import { Filling } from './Filling.tsx'
import { Flags } from './Flags.tsx'
import './subsidy.css'
import { subsidyWords } from './subsidy-words.ts'
import { TrialNote } from './TrialNote.tsx'
import { WidenForm } from './WidenForm.tsx'
import { Withdrawing } from './Withdrawing.tsx'

type Props = { readonly application: ApplicationDetail }

type FactView = ApplicationDetail['facts'][number]

/** What a fact rests on: rows by where they stand, files to be looked at. */
function FactEvidence({ application, fact }: Props & { readonly fact: FactView }) {
  const rows = fact.evidence.filter(({ sha256 }) => !fact.files.some((file) => file.sha256 === sha256))
  return (
    <>
      {rows.length > 0 && (
        <ul>
          {rows.map(({ what, ref }) => (
            <li key={`${what} ${ref}`}>{`${what}（${ref}）`}</li>
          ))}
        </ul>
      )}
      <EvidenceFiles application={application.id} files={fact.files} />
    </>
  )
}

/** Counted by the house, or declared: nobody takes the one for the other. */
function FactOrigin({ fact }: { readonly fact: FactView }) {
  const w = useWords(subsidyWords)
  if (fact.fromRows !== undefined) return <StateTag tone="good">{fact.fromRows}</StateTag>
  return <StateTag tone="warn">{fact.known ? w.declared : w.declaredEmpty}</StateTag>
}

function Facts({ application }: Props) {
  const w = useWords(subsidyWords)
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{w.facts}</h2>
      <RowTable
        name="subsidy.facts"
        caption={w.fact}
        rows={application.facts}
        rowKey={({ name }) => name}
        columns={[
          { key: 'name', title: w.fact, heads: true, cell: ({ name }) => name },
          { key: 'said', title: w.value, cell: ({ said }) => said },
          { key: 'origin', title: w.origin, cell: (fact) => <FactOrigin fact={fact} /> },
          {
            key: 'evidence',
            title: w.evidence,
            cell: (fact) => <FactEvidence application={application} fact={fact} />,
          },
        ]}
      />
    </section>
  )
}

function Receipt({ application }: Props) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const { receipt, id } = application
  if (receipt === undefined) return null
  const at = (as: 'page' | 'json') =>
    addressOf(getReceipt, { etown, params: { application: id }, query: { as } })
  return (
    <section aria-labelledby="receipt">
      <h2 id="receipt">{w.receipt}</h2>
      <TrialNote trial={receipt} />
      <ol>
        {receipt.steps.map(({ name, says }) => (
          <li key={name}>{`${name}：${says}`}</li>
        ))}
      </ol>
      <p className="hint break">{`${w.hash} ${receipt.sha256}`}</p>
      <p>
        <a href={at('page')} target="_blank" rel="noreferrer">
          {w.print}
        </a>
        {' · '}
        <a href={at('json')}>{w.download}</a>
      </p>
    </section>
  )
}

/** Free services and what was sold are of no project that is built. */
const isOfProject = ({ isService, facts, registered }: ApplicationDetail): boolean =>
  registered !== undefined || (!isService && facts.every(({ fromRows }) => fromRows === undefined))

/** Which project it is: by the register's number, or by a typed name. */
function Registered({ application: { registered } }: Props) {
  const w = useWords(subsidyWords)
  const { slug: etown, may } = useTown()
  if (registered === undefined) return w.typedProject
  const said = w.seeRegister(registered)
  return may.includes('project.read') ? <To href={`/e/${etown}/projects/${registered}`}>{said}</To> : said
}

function Amounts({ application }: Props) {
  const w = useWords(subsidyWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const { clause, amountFen, submittedAt, payment, notice, objection, state } = application
  const later: (readonly [string, ReactNode])[] = []
  if (notice !== undefined)
    later.push([
      w.notice,
      <span key="notice">
        <To href={`/e/${etown}/notices/${notice.id}`}>{notice.title}</To>（{say(NOTICE_STATES[notice.state])}
        ，{w.through} <DayText day={notice.runsThrough} />）
      </span>,
    ])
  if (objection !== undefined) later.push([w.objection, objection])
  if (payment !== undefined && INSTRUCTED.has(state)) later.push([w.instruction, payment.instruction])
  for (const { id, source, reservedFen, committedFen, paidFen } of payment?.allotments ?? [])
    later.push([
      source,
      <span key={id}>
        {w.reservedFund} <Money fen={reservedFen} /> · {w.committed} <Money fen={committedFen} /> · {w.paid}{' '}
        <Money fen={paidFen} />
      </span>,
    ])
  return (
    <>
      <FactList
        facts={[
          [w.party, application.partyName],
          ...(isOfProject(application)
            ? ([[w.ofRegister, <Registered key="register" application={application} />]] as const)
            : []),
          [w.round, application.roundName],
          [w.amount, amountFen === undefined ? undefined : <Money key="amount" fen={amountFen} />],
          [
            w.submittedAt,
            submittedAt === undefined ? undefined : <InstantText key="at" instant={submittedAt} />,
          ],
          ...later,
        ]}
      />
      <blockquote>{`${clause.id}：${clause.quote}`}</blockquote>
    </>
  )
}

const INSTRUCTED: ReadonlySet<ApplicationState> = new Set(['instructed', 'paid', 'closed', 'recovered'])

/** 一份申报 Its owner fills it in and follows it; the desk handles it. */
export function Page() {
  const w = useWords(subsidyWords)
  const { slug: etown, may } = useTown()
  const id = useParam('application')
  return (
    <Loaded query={useRead(getApplication, { etown, params: { application: id } })} lines={12}>
      {(application) => {
        const { state, number } = application
        const fills = may.includes('subsidy.apply') && (state === 'draft' || state === 'returned')
        return (
          <div className="subsidy">
            <PageHead
              title={application.project}
              lead={`${application.schemeName} · ${number ?? w.draft}`}
              tools={<ApplicationTag state={state} />}
            />
            {fills && <Filling application={application} />}
            {!fills && (
              <>
                <Withdrawing application={application} />
                <Amounts application={application} />
                {application.unsorted !== undefined && !may.includes('subsidy.apply') && (
                  <p className="note note-warn">
                    {application.unsorted} <To href={`/e/${etown}/subsidy-goods?unsorted=yes`}>{w.goods}</To>
                  </p>
                )}
                <Receipt application={application} />
                <Flags application={application} />
                <Facts application={application} />
                <DeskForm key={application.version} application={application} />
                <WidenForm application={application} />
              </>
            )}
            <Deeds application={application} />
          </div>
        )
      }}
    </Loaded>
  )
}
