import { listEntries, readFund } from '#contract/fund'
import { listNotices } from '#contract/notice'
import {
  archiveProject,
  DUTY_KINDS,
  deliverMilestone,
  endProject,
  evaluateProject,
  inspectDelivery,
  type Milestone,
  type ProjectDetail,
  payMilestone,
  publiciseAcceptance,
  recordDuty,
  recoverMilestone,
} from '#contract/project'
import { formatYuan, subFen } from '#kernel/money'
import { toFen } from '#kernel/wire'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useBoth, useWords } from '#web/ui/words.ts'
import { projectWords } from './project-words.ts'
import { field, StepForm } from './StepForm.tsx'
import { stepWords } from './step-words.ts'

type Props = { readonly detail: ProjectDetail }

const optionOf = ({ place, name }: Milestone) => ({ value: String(place), label: `${place} ${name}` })

export function Deliver({ detail }: Props) {
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  const open = (detail.contract?.milestones ?? []).filter(
    ({ state }) => state === 'waiting' || state === 'rejected',
  )
  return (
    <StepForm
      key={detail.steps.length}
      name="deliver"
      button={s.deliver}
      fields={[
        field('choice', 'place', s.which, {
          initial: String(open[0]?.place ?? ''),
          options: open.map(optionOf),
        }),
        field('day', 'deliveredOn', s.deliveredOn),
        field('long', 'said', s.deliverySaid),
      ]}
      send={(v, evidence, { key }) =>
        ask(deliverMilestone, {
          etown,
          params: { project: detail.id },
          body: {
            place: v.count('place'),
            deliveredOn: v.day('deliveredOn'),
            said: v.text('said'),
            evidence,
          },
          key,
        })
      }
    />
  )
}

export function Inspect({ detail }: Props) {
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  const waits = (detail.contract?.milestones ?? []).flatMap((m) =>
    m.state === 'delivered' && m.delivery !== undefined ? [{ ...optionOf(m), value: m.delivery }] : [],
  )
  return (
    <StepForm
      key={detail.steps.length}
      name="inspect"
      button={s.inspect}
      fields={[
        field('choice', 'delivery', s.which, { initial: waits[0]?.value ?? '', options: waits }),
        field('choice', 'result', s.result, {
          initial: 'pass',
          options: [
            { value: 'pass', label: s.pass },
            { value: 'back', label: s.sendBack },
          ],
        }),
        field('day', 'inspectedOn', s.inspectedOn),
        field('long', 'said', s.inspectSaid),
      ]}
      send={(v, evidence, { key }) =>
        ask(inspectDelivery, {
          etown,
          params: { project: detail.id, delivery: v.text('delivery') },
          body: {
            accepted: v.is('result', 'pass'),
            inspectedOn: v.day('inspectedOn'),
            said: v.text('said'),
            evidence,
          },
          key,
        })
      }
    />
  )
}

export function Pay({ detail }: Props) {
  const w = useWords(projectWords)
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  const due = (detail.contract?.milestones ?? []).filter(
    ({ state, amount, paid }) => state === 'accepted' && BigInt(paid) < BigInt(amount),
  )
  const held = detail.contract?.versions.filter(({ approved }) => approved === true).at(-1)
  return (
    <StepForm
      key={detail.paid}
      name="pay"
      button={s.pay}
      lead={s.payLead}
      fields={[
        field('choice', 'place', s.which, {
          initial: String(due[0]?.place ?? ''),
          options: due.map((m) => ({
            value: String(m.place),
            label: `${m.place} ${m.name} ${formatYuan(subFen(toFen(m.amount), toFen(m.paid)))}`,
          })),
        }),
        field('choice', 'source', w.source, {
          initial: held?.money[0]?.source ?? '',
          options: (held?.money ?? []).map(({ source, sourceName }) => ({
            value: source,
            label: sourceName,
          })),
        }),
        field('amount', 'amount', s.yuan(w.amount)),
        field('text', 'voucherNo', w.voucherNo),
        field('day', 'paidOn', w.paidOn),
      ]}
      send={(v, evidence, { key }) =>
        ask(payMilestone, {
          etown,
          params: { project: detail.id },
          body: {
            place: v.count('place'),
            source: v.text('source'),
            amount: v.fen('amount'),
            voucherNo: v.text('voucherNo'),
            paidOn: v.day('paidOn'),
            evidence,
          },
          key,
        })
      }
      changes={[readFund, listEntries]}
    />
  )
}

/** 追回 Of what was paid and has not come back. */
export function Recover({ detail }: Props) {
  const w = useWords(projectWords)
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  const paid = (detail.contract?.milestones ?? []).filter((m) => BigInt(m.paid) > 0n)
  const sources = new Map(detail.contract?.payments.map((p) => [p.source, p.sourceName]))
  return (
    <StepForm
      key={detail.paid}
      name="recover"
      button={s.recover}
      lead={s.recoverLead}
      fields={[
        field('choice', 'place', s.which, {
          initial: String(paid[0]?.place ?? ''),
          options: paid.map((m) => ({
            value: String(m.place),
            label: `${m.place} ${m.name} ${formatYuan(toFen(m.paid))}`,
          })),
        }),
        field('choice', 'source', w.source, {
          initial: [...sources.keys()][0] ?? '',
          options: [...sources].map(([value, label]) => ({ value, label })),
        }),
        field('amount', 'amount', s.yuan(w.amount)),
        field('long', 'reason', s.recoverReason),
      ]}
      send={(v, evidence, { key }) =>
        ask(recoverMilestone, {
          etown,
          params: { project: detail.id },
          body: {
            place: v.count('place'),
            source: v.text('source'),
            amount: v.fen('amount'),
            reason: v.text('reason'),
            evidence,
          },
          key,
        })
      }
      changes={[readFund, listEntries]}
    />
  )
}

export function Publicise({ detail }: Props) {
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  return (
    <StepForm
      name="publicise"
      button={s.publicise}
      lead={s.publiciseLead}
      fields={[field('count', 'days', s.days, { initial: '5' }), field('text', 'contact', s.contact)]}
      send={(v, evidence, { key }) =>
        ask(publiciseAcceptance, {
          etown,
          params: { project: detail.id },
          body: { days: v.count('days'), contact: v.text('contact'), evidence },
          key,
        })
      }
      changes={[listNotices]}
    />
  )
}

export function Evaluate({ detail }: Props) {
  const w = useWords(projectWords)
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  return (
    <StepForm
      name="evaluate"
      button={s.evaluate}
      fields={[
        field('text', 'evaluator', w.evaluator),
        field('day', 'evaluatedOn', s.evaluatedOn),
        field('text', 'score', s.scoreOf100),
        field('long', 'found', w.found),
      ]}
      send={(v, evidence, { key }) =>
        ask(evaluateProject, {
          etown,
          params: { project: detail.id },
          body: {
            evaluator: v.text('evaluator'),
            evaluatedOn: v.day('evaluatedOn'),
            score: v.text('score'),
            found: v.text('found'),
            evidence,
          },
          key,
        })
      }
    />
  )
}

export function Archive({ detail }: Props) {
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  return (
    <StepForm
      name="archive"
      button={s.archive}
      fields={[field('day', 'archivedOn', s.archivedOn)]}
      send={(v, evidence, { key }) =>
        ask(archiveProject, {
          etown,
          params: { project: detail.id },
          body: { archivedOn: v.day('archivedOn'), evidence },
          key,
        })
      }
    />
  )
}

export function End({ detail }: Props) {
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  return (
    <StepForm
      name="end"
      button={s.end}
      fields={[field('long', 'reason', s.endReason)]}
      send={(v, evidence, { key }) =>
        ask(endProject, {
          etown,
          params: { project: detail.id },
          body: { reason: v.text('reason'), evidence },
          key,
        })
      }
    />
  )
}

/** 部门事项 Each department sees its own kinds only. */
export function Duty({ detail }: Props) {
  const w = useWords(projectWords)
  const s = useWords(stepWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const own = detail.ownDuties
  const [first] = own
  if (first === undefined) return null
  return (
    <StepForm
      key={detail.duties.length}
      name="duty"
      button={s.duty}
      fields={[
        field('choice', 'kind', w.duty, {
          initial: first,
          options: own.map((kind) => ({ value: kind, label: say(DUTY_KINDS[kind]) })),
        }),
        field('text', 'name', w.dutyName),
        field('text', 'number', w.dutyNumber, { optional: true }),
        field('day', 'doneOn', s.doneOn),
      ]}
      send={(v, evidence, { key }) => {
        const number = v.maybe('number')
        return ask(recordDuty, {
          etown,
          params: { project: detail.id },
          body: {
            kind: own.find((kind) => v.is('kind', kind)) ?? first,
            name: v.text('name'),
            ...(number === undefined ? {} : { number }),
            doneOn: v.day('doneOn'),
            evidence,
          },
          key,
        })
      }}
    />
  )
}
