import { Button } from 'antd'
import { useState } from 'react'
import {
  amendContract,
  draftContract,
  judgeVersion,
  type MilestonePlan,
  type ProjectDetail,
} from '#contract/project'
import { yuanText } from '#kernel/money'
import { toFen } from '#kernel/wire'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useWords } from '#web/ui/words.ts'
import { projectWords } from './project-words.ts'
import { type Field, field, StepForm } from './StepForm.tsx'
import { moneyFields, moneyOf, type Source, useSources } from './sources.ts'
import { stepWords } from './step-words.ts'
import type { Filled } from './values.ts'

type Props = { readonly detail: ProjectDetail }

const MOST = 60

/** How many milestones the form asks for, and the two buttons that change it. */
function useCount(first: number) {
  const s = useWords(stepWords)
  const [count, setCount] = useState(first)
  const buttons = (
    <p className="project-count">
      <Button onClick={() => setCount(Math.min(count + 1, MOST))}>{s.addMilestone}</Button>
      <Button disabled={count === 1} onClick={() => setCount(count - 1)}>
        {s.removeMilestone}
      </Button>
    </p>
  )
  return { count, buttons }
}

function useMilestoneFields() {
  const s = useWords(stepWords)
  return (place: number, known: MilestonePlan | undefined): readonly Field[] => [
    field('text', `name-${place}`, s.milestoneName(place), { initial: known?.name ?? '' }),
    field('text', `deliverable-${place}`, s.milestoneDeliverable(place), {
      initial: known?.deliverable ?? '',
    }),
    field('amount', `amount-${place}`, s.milestoneAmount(place), {
      initial: known === undefined ? '' : yuanText(toFen(known.amount)),
    }),
    field('day', `due-${place}`, s.milestoneDue(place), known === undefined ? {} : { initial: known.dueOn }),
    field('choice', `notice-${place}`, s.milestoneNotice(place), {
      initial: known?.needsNotice ? 'yes' : 'no',
      options: [
        { value: 'no', label: s.no },
        { value: 'yes', label: s.yes },
      ],
    }),
  ]
}

const places = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1)

const termsOf = (v: Filled, count: number, sources: readonly Source[]) => ({
  signedOn: v.day('signedOn'),
  money: moneyOf(v, sources),
  milestones: places(count).map((place) => ({
    place,
    name: v.text(`name-${place}`),
    deliverable: v.text(`deliverable-${place}`),
    amount: v.fen(`amount-${place}`),
    dueOn: v.day(`due-${place}`),
    needsNotice: v.is(`notice-${place}`, 'yes'),
  })),
})

export function Draft({ detail }: Props) {
  const w = useWords(projectWords)
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  const sources = useSources()
  const declined = detail.contract?.versions.at(-1)
  const { count, buttons } = useCount(declined?.milestones.length ?? 1)
  const milestone = useMilestoneFields()
  if (sources === undefined) return null
  const approved = detail.schemes.filter(({ approvedAt }) => approvedAt !== undefined).at(-1)
  return (
    <>
      {buttons}
      <StepForm
        name="draft"
        button={s.draft}
        lead={s.draftLead}
        fields={[
          field('text', 'number', w.contractNo, { initial: detail.contract?.number ?? '' }),
          field('day', 'signedOn', w.signedOn),
          ...moneyFields(sources, s.moneyFrom, declined?.money ?? approved?.money),
          ...places(count).flatMap((place) => milestone(place, declined?.milestones[place - 1])),
        ]}
        send={(v, evidence, { key }) =>
          ask(draftContract, {
            etown,
            params: { project: detail.id },
            body: { number: v.text('number'), ...termsOf(v, count, sources), evidence },
            key,
          })
        }
      />
    </>
  )
}

export function Amend({ detail }: Props) {
  const w = useWords(projectWords)
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  const sources = useSources()
  const held = detail.contract?.versions.filter(({ approved }) => approved === true).at(-1)
  const { count, buttons } = useCount(held?.milestones.length ?? 1)
  const milestone = useMilestoneFields()
  if (sources === undefined) return null
  return (
    <>
      {buttons}
      <StepForm
        name="amend"
        button={s.amend}
        lead={s.amendLead}
        fields={[
          field('day', 'signedOn', w.signedOn),
          field('long', 'why', w.why),
          ...moneyFields(sources, s.moneyFrom, held?.money),
          ...places(count).flatMap((place) => milestone(place, held?.milestones[place - 1])),
        ]}
        send={(v, evidence, { key }) =>
          ask(amendContract, {
            etown,
            params: { project: detail.id },
            body: { why: v.text('why'), ...termsOf(v, count, sources), evidence },
            key,
          })
        }
      />
    </>
  )
}

export function Judge({ detail }: Props) {
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  const waits = detail.contract?.versions.find(({ approved }) => approved === undefined)
  if (waits === undefined) return null
  return (
    <StepForm
      name="judge"
      button={s.judge}
      lead={s.judgeLead}
      paper={false}
      fields={[
        field('choice', 'verdict', s.verdict, {
          initial: 'yes',
          options: [
            { value: 'yes', label: s.agree },
            { value: 'no', label: s.decline },
          ],
        }),
        field('long', 'reason', s.declineReason, { optional: true }),
      ]}
      send={(v, _, { key }) => {
        const reason = v.maybe('reason')
        return ask(judgeVersion, {
          etown,
          params: { project: detail.id, version: waits.id },
          body: { approved: v.is('verdict', 'yes'), ...(reason === undefined ? {} : { reason }) },
          key,
        })
      }}
    />
  )
}
