import {
  announceTender,
  approveProject,
  awardTender,
  failTender,
  openBids,
  PROCUREMENT_WAYS,
  type ProjectDetail,
  planProject,
  receiveBid,
  returnScheme,
} from '#contract/project'
import { keysOf } from '#kernel/keys'
import { formatYuan } from '#kernel/money'
import { toFen } from '#kernel/wire'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useBoth, useWords } from '#web/ui/words.ts'
import { projectWords } from './project-words.ts'
import { field, StepForm } from './StepForm.tsx'
import { moneyFields, moneyOf, useSources } from './sources.ts'
import { stepWords } from './step-words.ts'

type Props = { readonly detail: ProjectDetail }

export function Plan({ detail }: Props) {
  const w = useWords(projectWords)
  const s = useWords(stepWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const sources = useSources()
  const last = detail.schemes.at(-1)
  const again = last === undefined ? [] : [field('long', 'why', w.why)]
  if (sources === undefined) return null
  return (
    <StepForm
      key={sources.length}
      name="plan"
      button={last === undefined ? s.plan : s.replan}
      lead={s.planLead}
      fields={[
        field('choice', 'way', w.way, {
          initial: last?.way ?? 'open',
          options: keysOf(PROCUREMENT_WAYS).map((way) => ({ value: way, label: say(PROCUREMENT_WAYS[way]) })),
        }),
        ...moneyFields(sources, s.moneyFrom, last?.money),
        field('long', 'scope', w.scope, { initial: last?.scope ?? '' }),
        field('long', 'qualification', w.qualification, { initial: last?.qualification ?? '' }),
        field('long', 'scoring', w.scoring, { initial: last?.scoring ?? '' }),
        field('count', 'termDays', w.termDays, { initial: last === undefined ? '' : String(last.termDays) }),
        field('day', 'plannedOn', s.plannedOn),
        ...again,
      ]}
      send={(v, evidence, { key }) => {
        const why = v.maybe('why')
        return ask(planProject, {
          etown,
          params: { project: detail.id },
          body: {
            way: keysOf(PROCUREMENT_WAYS).find((way) => v.is('way', way)) ?? 'open',
            money: moneyOf(v, sources),
            scope: v.text('scope'),
            qualification: v.text('qualification'),
            scoring: v.text('scoring'),
            termDays: v.count('termDays'),
            plannedOn: v.day('plannedOn'),
            ...(why === undefined ? {} : { why }),
            evidence,
          },
          key,
        })
      }}
    />
  )
}

export function Approve({ detail }: Props) {
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  return (
    <StepForm
      name="approve"
      button={s.approve}
      lead={s.approveLead}
      fields={[field('day', 'approvedOn', s.approvedOn)]}
      send={(v, evidence, { key }) =>
        ask(approveProject, {
          etown,
          params: { project: detail.id },
          body: { approvedOn: v.day('approvedOn'), evidence },
          key,
        })
      }
    />
  )
}

export function Return({ detail }: Props) {
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  return (
    <StepForm
      name="return"
      button={s.return}
      paper={false}
      fields={[field('long', 'reason', s.returnReason)]}
      send={(v, _, { key }) =>
        ask(returnScheme, { etown, params: { project: detail.id }, body: { reason: v.text('reason') }, key })
      }
    />
  )
}

export function Announce({ detail }: Props) {
  const w = useWords(projectWords)
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  return (
    <StepForm
      name="announce"
      button={s.announce}
      fields={[
        field('text', 'number', w.tenderNumber),
        field('day', 'publishedOn', w.publishedOn),
        field('text', 'place', w.place),
        field('moment', 'opensAt', s.moment(w.opensAt)),
      ]}
      send={(v, evidence, { key }) =>
        ask(announceTender, {
          etown,
          params: { project: detail.id },
          body: {
            number: v.text('number'),
            publishedOn: v.day('publishedOn'),
            place: v.text('place'),
            opensAt: v.moment('opensAt'),
            evidence,
          },
          key,
        })
      }
    />
  )
}

export function Bid({ detail }: Props) {
  const w = useWords(projectWords)
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  return (
    <StepForm
      key={detail.tenders[0]?.bids.length}
      name="bid"
      button={s.bid}
      lead={s.bidLead}
      fields={[
        field('text', 'bidder', w.bidder),
        field('text', 'creditCode', w.creditCode),
        field('moment', 'receivedAt', s.moment(w.receivedAt)),
      ]}
      send={(v, evidence, { key }) =>
        ask(receiveBid, {
          etown,
          params: { project: detail.id },
          body: {
            bidder: v.text('bidder'),
            creditCode: v.text('creditCode'),
            receivedAt: v.moment('receivedAt'),
            evidence,
          },
          key,
        })
      }
    />
  )
}

export function Open({ detail }: Props) {
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  const bids = detail.tenders[0]?.bids ?? []
  const validity = [
    { value: 'yes', label: s.yes },
    { value: 'no', label: s.no },
  ]
  return (
    <StepForm
      key={bids.length}
      name="open"
      button={s.open}
      lead={s.openLead}
      fields={[
        field('moment', 'openedAt', s.moment(s.openedAt)),
        field('text', 'witnesses', s.witnesses),
        ...bids.flatMap(({ id, bidder }) => [
          field('amount', `amount-${id}`, s.bidAmount(bidder)),
          field('choice', `valid-${id}`, s.bidValid(bidder), { initial: 'yes', options: validity }),
          field('text', `why-${id}`, s.bidWhy(bidder), { optional: true }),
        ]),
      ]}
      send={(v, evidence, { key }) =>
        ask(openBids, {
          etown,
          params: { project: detail.id },
          body: {
            openedAt: v.moment('openedAt'),
            witnesses: v.text('witnesses'),
            bids: bids.map(({ id }) => {
              const why = v.maybe(`why-${id}`)
              const valid = v.is(`valid-${id}`, 'yes')
              return { bid: id, amount: v.fen(`amount-${id}`), valid, ...(why === undefined ? {} : { why }) }
            }),
            evidence,
          },
          key,
        })
      }
    />
  )
}

export function Fail({ detail }: Props) {
  const w = useWords(projectWords)
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  return (
    <StepForm
      name="fail"
      button={s.fail}
      fields={[field('day', 'failedOn', s.failedOn), field('long', 'reason', w.reason)]}
      send={(v, evidence, { key }) =>
        ask(failTender, {
          etown,
          params: { project: detail.id },
          body: { failedOn: v.day('failedOn'), reason: v.text('reason'), evidence },
          key,
        })
      }
    />
  )
}

export function Award({ detail }: Props) {
  const s = useWords(stepWords)
  const { slug: etown } = useTown()
  const bids = detail.tenders[0]?.bids.filter(({ valid }) => valid === true) ?? []
  const [first] = bids
  return (
    <StepForm
      name="award"
      button={s.award}
      fields={[
        field('choice', 'bid', s.chosen, {
          initial: first?.id ?? '',
          options: bids.map(({ id, bidder, amount }) => ({
            value: id,
            label: `${bidder} ${amount === undefined ? '' : formatYuan(toFen(amount))}`,
          })),
        }),
        field('day', 'decidedOn', s.decidedOn),
        field('long', 'reason', s.awardReason),
        field('choice', 'where', s.where, {
          initial: 'here',
          options: [
            { value: 'here', label: s.here },
            { value: 'elsewhere', label: s.elsewhere },
          ],
        }),
        field('count', 'days', s.days, { initial: '5' }),
        field('text', 'contact', s.contact, { optional: true }),
        field('text', 'place', s.elsewherePlace, { optional: true }),
        field('day', 'from', s.elsewhereFrom, { optional: true }),
        field('day', 'through', s.elsewhereThrough, { optional: true }),
      ]}
      send={(v, evidence, { key }) =>
        ask(awardTender, {
          etown,
          params: { project: detail.id },
          body: {
            bid: v.text('bid'),
            decidedOn: v.day('decidedOn'),
            reason: v.text('reason'),
            ...(v.is('where', 'here')
              ? { publishHere: { days: v.count('days'), contact: v.text('contact') } }
              : {
                  publishedElsewhere: {
                    where: v.text('place'),
                    from: v.text('from'),
                    through: v.text('through'),
                  },
                }),
            evidence,
          },
          key,
        })
      }
    />
  )
}
