import type { ComponentType } from 'react'
import { getProject, PROJECT_STATES, type ProjectDetail, readReleasePackage } from '#contract/project'
import { addressOf } from '#web/ask.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Money, MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ClockTable } from './ClockTable.tsx'
import { ContractPart } from './ContractPart.tsx'
import { Amend, Draft, Judge } from './ContractSteps.tsx'
import { Deposit, Deposits, GiveBack } from './Deposits.tsx'
import { Life, Records } from './Life.tsx'
import { MoneyBar } from './MoneyBar.tsx'
import { Archive, Deliver, Duty, End, Evaluate, Inspect, Pay, Publicise, Recover } from './PerformSteps.tsx'
import { Announce, Approve, Award, Bid, Fail, Open, Plan, Return } from './ProcureSteps.tsx'
import './project.css'
import { Closing } from './Closing.tsx'
import { projectWords, STATE_TONES } from './project-words.ts'
import { stepWords } from './step-words.ts'
import { Schemes, Tenders } from './TenderPart.tsx'
import { TURNS, type Turn, turnsOf } from './turn.ts'

const FORMS: Readonly<Record<Turn, ComponentType<{ readonly detail: ProjectDetail }>>> = {
  plan: Plan,
  approve: Approve,
  return: Return,
  announce: Announce,
  bid: Bid,
  open: Open,
  fail: Fail,
  award: Award,
  draft: Draft,
  judge: Judge,
  amend: Amend,
  deliver: Deliver,
  inspect: Inspect,
  pay: Pay,
  recover: Recover,
  deposit: Deposit,
  giveBack: GiveBack,
  publicise: Publicise,
  evaluate: Evaluate,
  archive: Archive,
  end: End,
}

const BESIDE: readonly Turn[] = ['recover', 'deposit', 'giveBack']

/** 项目详情 One project: what comes next, its life, its money, its papers. */
export function Page() {
  const { slug } = useTown()
  const project = useParam('project')
  const query = useRead(getProject, { etown: slug, params: { project } })
  return (
    <Loaded query={query} lines={12}>
      {(detail) => <Detail detail={detail} />}
    </Loaded>
  )
}

function Detail({ detail }: { readonly detail: ProjectDetail }) {
  const w = useWords(projectWords)
  const say = useBoth()
  const { slug } = useTown()
  const { state } = detail
  return (
    <>
      <PageHead
        title={detail.name}
        lead={<StateTag tone={STATE_TONES[state]}>{say(PROJECT_STATES[state])}</StateTag>}
        tools={<MoneyUnitSwitch />}
      />
      <Life detail={detail} />
      <Next detail={detail} />
      <section>
        <h2>{w.money}</h2>
        <MoneyBar item={detail} />
        <FactList
          facts={[
            [w.purpose, detail.purpose],
            [w.clauseShort, detail.clause],
            [w.category, detail.categoryName],
            [w.budget, detail.budget && <Money key="budget" fen={detail.budget} />],
            [w.contractAmount, detail.contractAmount && <Money key="contract" fen={detail.contractAmount} />],
            [w.paid, <Money key="paid" fen={detail.paid} />],
          ]}
        />
      </section>
      <ClockTable clocks={detail.clocks} />
      <ContractPart detail={detail} />
      <Deposits detail={detail} />
      <Closing detail={detail} />
      <Tenders detail={detail} />
      <Schemes detail={detail} />
      <Records detail={detail} />
      {detail.tenders.length > 0 && (
        <p>
          <a
            href={addressOf(readReleasePackage, { etown: slug, query: { project: detail.id } })}
            download={`ocds-${detail.id}.json`}
          >
            {w.openData}
          </a>
        </p>
      )}
    </>
  )
}

function Next({ detail }: { readonly detail: ProjectDetail }) {
  const w = useWords(projectWords)
  const s = useWords(stepWords)
  const say = useBoth()
  const { may } = useTown()
  const turns = turnsOf(detail, Date.now())
  const mine = turns.filter((turn) => may.includes(TURNS[turn].may))
  const [first, ...others] = mine
  const label: Readonly<Record<Turn, string>> = {
    ...s,
    plan: detail.schemes.length === 0 ? s.plan : s.replan,
  }
  const waiting = turns.find((turn) => !BESIDE.includes(turn))
  const Main = first === undefined ? undefined : FORMS[first]
  const urgent = first !== undefined && first === waiting
  return (
    <section>
      <h2>{w.next}</h2>
      {!urgent && waiting !== undefined && <p className="hint">{w.nothing(say(TURNS[waiting]))}</p>}
      {detail.state === 'archived' && <p className="hint">{w.finished}</p>}
      {detail.state === 'ended' && <p className="hint">{w.endedNote}</p>}
      {urgent && Main !== undefined && (
        <>
          <h3>{label[first]}</h3>
          <Main detail={detail} />
        </>
      )}
      {(urgent ? others : mine).map((turn) => {
        const Form = FORMS[turn]
        return (
          <Unfold key={turn} label={label[turn]}>
            <Form detail={detail} />
          </Unfold>
        )
      })}
      {may.includes('project.do-duty') && detail.ownDuties.length > 0 && (
        <Unfold label={s.duty}>
          <Duty detail={detail} />
        </Unfold>
      )}
    </section>
  )
}
