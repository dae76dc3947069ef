import type { ProjectDetail } from '#contract/project'

/** 可办的一步 A form of the project's page. */
export type Turn =
  | 'plan'
  | 'approve'
  | 'return'
  | 'announce'
  | 'bid'
  | 'open'
  | 'fail'
  | 'award'
  | 'draft'
  | 'judge'
  | 'amend'
  | 'deliver'
  | 'inspect'
  | 'pay'
  | 'recover'
  | 'deposit'
  | 'giveBack'
  | 'publicise'
  | 'evaluate'
  | 'archive'
  | 'end'

/** Who may, and how they are called where it is their turn. */
export const TURNS: Readonly<
  Record<Turn, { readonly may: string; readonly zh: string; readonly en: string }>
> = {
  plan: { may: 'project.draft', zh: '办公室或牵头部门', en: 'the office or department' },
  approve: { may: 'project.approve', zh: '领导小组', en: 'the steering group' },
  return: { may: 'project.approve', zh: '领导小组', en: 'the steering group' },
  announce: { may: 'project.procure', zh: '领导小组办公室', en: 'the office' },
  bid: { may: 'project.procure', zh: '领导小组办公室', en: 'the office' },
  open: { may: 'project.procure', zh: '领导小组办公室', en: 'the office' },
  fail: { may: 'project.procure', zh: '领导小组办公室', en: 'the office' },
  award: { may: 'project.procure', zh: '领导小组办公室', en: 'the office' },
  draft: { may: 'project.procure', zh: '领导小组办公室', en: 'the office' },
  judge: { may: 'project.approve', zh: '领导小组', en: 'the steering group' },
  amend: { may: 'project.procure', zh: '领导小组办公室', en: 'the office' },
  deliver: { may: 'project.deliver', zh: '承办企业', en: 'the contractor' },
  inspect: { may: 'project.accept', zh: '办公室或主管部门', en: 'the office or department' },
  pay: { may: 'project.pay', zh: '财政部门', en: 'the treasury' },
  recover: { may: 'project.pay', zh: '财政部门', en: 'the treasury' },
  deposit: { may: 'project.procure', zh: '领导小组办公室', en: 'the office' },
  giveBack: { may: 'project.pay', zh: '财政部门', en: 'the treasury' },
  publicise: { may: 'project.accept', zh: '办公室或主管部门', en: 'the office or department' },
  evaluate: { may: 'project.evaluate', zh: '第三方或财政部门', en: 'the reviewer or treasury' },
  archive: { may: 'project.close', zh: '领导小组办公室', en: 'the office' },
  end: { may: 'project.close', zh: '领导小组办公室', en: 'the office' },
}

type Facts = Pick<ProjectDetail, 'state' | 'tenders' | 'contract' | 'notice'>

/** 轮到谁 What may be done to the project now, the step that is waited for first. */
export const turnsOf = (detail: Facts, now: number): readonly Turn[] => [
  ...lifeTurns(detail, now),
  ...besideTurns(detail),
]

/** 随时可办 Not of the life itself: a deposit comes and goes, money comes back. */
function besideTurns({ contract }: Facts): readonly Turn[] {
  if (contract?.amount === undefined) return []
  const held = contract.deposits.some(({ returned }) => returned === undefined)
  const paid = contract.milestones.some((m) => BigInt(m.paid) > 0n)
  return [...(held ? (['giveBack'] as const) : []), 'deposit', ...(paid ? (['recover'] as const) : [])]
}

function lifeTurns(detail: Facts, now: number): readonly Turn[] {
  const { state, tenders, contract, notice } = detail
  const pay = payable(detail) ? (['pay'] as const) : []
  const waits = contract?.versions.some(({ approved }) => approved === undefined) === true
  switch (state) {
    case 'started':
      return ['plan', 'end']
    case 'planned':
      return ['approve', 'return', 'end']
    case 'approved':
      return ['announce', 'plan', 'end']
    case 'announced': {
      const due = now >= Date.parse(tenders[0]?.opensAt ?? '')
      const first =
        due && (tenders[0]?.bids.length ?? 0) > 0 ? (['open', 'bid'] as const) : (['bid'] as const)
      return [...first, 'fail', 'plan', 'end']
    }
    case 'opened':
      return ['award', 'fail', 'end']
    case 'awarded':
      return waits ? ['judge', 'end'] : ['draft', 'end']
    case 'contracted':
    case 'performing':
    case 'delivered':
      return [
        ...(waits ? (['judge'] as const) : []),
        ...performing(detail),
        ...pay,
        ...(waits ? [] : (['amend'] as const)),
      ]
    case 'accepted':
      return ['publicise', ...pay]
    case 'publicised':
      return notice?.state === 'passed'
        ? [...pay, 'evaluate']
        : notice?.state === 'withdrawn'
          ? ['publicise', ...pay]
          : pay
    case 'evaluated':
      return [...pay, 'archive', 'evaluate']
    case 'archived':
      return pay
    case 'ended':
      return []
  }
}

const performing = ({ contract }: Facts): readonly Turn[] => {
  const states = contract?.milestones.map((m) => m.state) ?? []
  return [
    ...(states.includes('delivered') ? (['inspect'] as const) : []),
    ...(states.some((s) => s === 'waiting' || s === 'rejected') ? (['deliver'] as const) : []),
  ]
}

const payable = ({ contract, notice }: Facts): boolean =>
  contract?.milestones.some(
    (m) =>
      m.state === 'accepted' &&
      BigInt(m.paid) < BigInt(m.amount) &&
      (!m.needsNotice || notice?.state === 'passed'),
  ) === true
