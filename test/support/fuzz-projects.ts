type Make = (may: string, path: string, payload: object) => Promise<string>
type Know = (name: string, ...values: unknown[]) => void

const DAY = '2024-02-01'
/** Each station a project stops at, so that every act finds some it may be done to. */
const STATIONS = [
  'start',
  'plan',
  'approve',
  'announce',
  'open',
  'award',
  'draft',
  'sign',
  'deliver',
  'accept',
] as const
type Station = (typeof STATIONS)[number]

/** Which acts find what they need at which station. */
const WANTED: Readonly<Record<string, Station>> = {
  plan: 'start',
  end: 'start',
  return: 'plan',
  approve: 'plan',
  announce: 'approve',
  'receive-bid': 'announce',
  'open-bids': 'announce',
  fail: 'announce',
  award: 'open',
  'draft-contract': 'award',
  'judge-version': 'draft',
  'amend-contract': 'sign',
  deliver: 'sign',
  inspect: 'deliver',
  pay: 'accept',
  publicise: 'accept',
  'record-duty': 'start',
}
const EACH = 4

/** Projects at every station of their life, and what their fields are called by. */
export async function runProjects(make: Make, know: Know, evidence: string): Promise<void> {
  let count = 0
  const money = [{ source: 'province', amount: '100' }]
  const milestone = {
    place: 1,
    name: '设备',
    deliverable: '到货',
    amount: '100',
    dueOn: DAY,
    needsNotice: false,
  }
  const bring = async (last: Station): Promise<void> => {
    count += 1
    const upTo = (station: Station) => STATIONS.indexOf(station) <= STATIONS.indexOf(last)
    const id = await make('project.draft', 'projects', {
      name: `项目${count}`,
      purpose: '用途',
      category: 'whole',
      startedOn: DAY,
      evidence,
    })
    const one = `projects/${id}`
    for (const [act, station] of Object.entries(WANTED))
      if (station === last) know(`project.${act}/project`, id)
    know('project/project', id)
    if (!upTo('plan')) return
    await make('project.draft', `${one}/schemes`, {
      way: 'open',
      money,
      scope: '内容',
      qualification: '资格',
      scoring: '办法',
      termDays: 30,
      plannedOn: DAY,
      evidence,
    })
    if (!upTo('approve')) return
    await make('project.approve', `${one}/approval`, { approvedOn: DAY, evidence })
    if (!upTo('announce')) return
    await make('project.procure', `${one}/tenders`, {
      number: `采购${count}`,
      publishedOn: DAY,
      place: '网站',
      opensAt: '2024-02-22T01:00:00Z',
      evidence,
    })
    const bid = await make('project.procure', `${one}/bids`, {
      bidder: '某公司',
      creditCode: '91140521MA0K1EXT1M',
      receivedAt: '2024-02-21T01:00:00Z',
      evidence,
    })
    know(`project.${last === 'open' ? 'award' : 'open-bids'}/bid`, bid)
    if (!upTo('open')) return
    await make('project.procure', `${one}/opening`, {
      openedAt: '2024-02-22T01:00:00Z',
      witnesses: '见证',
      bids: [{ bid, amount: '100', valid: true }],
      evidence,
    })
    if (!upTo('award')) return
    await make('project.procure', `${one}/award`, {
      bid,
      decidedOn: '2024-02-23',
      reason: '第一',
      evidence,
      publishedElsewhere: { where: '网站', from: '2024-02-24', through: '2024-03-04' },
    })
    if (!upTo('draft')) return
    const version = await make('project.procure', `${one}/contract`, {
      number: `合同${count}`,
      signedOn: '2024-03-06',
      money,
      milestones: [milestone],
      evidence,
    })
    know('project/version', version)
    if (!upTo('sign')) return
    await make('project.approve', `${one}/contract/versions/${version}/verdict`, { approved: true })
    if (!upTo('deliver')) return
    const delivery = await make('project.deliver', `${one}/deliveries`, {
      place: 1,
      deliveredOn: '2024-04-01',
      said: '到货',
      evidence,
    })
    know('project/delivery', delivery)
    if (!upTo('accept')) return
    const inspected = { accepted: true, inspectedOn: '2024-04-02', said: '合格', evidence }
    await make('project.accept', `${one}/deliveries/${delivery}/inspection`, inspected)
    const deposit = { receivedOn: '2024-03-07', dueBackOn: '2024-04-08', terms: '验收后退', evidence }
    know(
      'project/deposit',
      await make('project.procure', `${one}/deposits`, {
        ...{ kind: 'warranty', form: 'retained', amount: '3' },
        ...deposit,
      }),
    )
  }
  for (const station of STATIONS) for (let i = 0; i < EACH; i++) await bring(station)
  know('project/category', 'whole')
  know('project/source', 'province')
  know('project/amount', '1', '10')
  know('project/place', 1)
  know('project/creditCode', '91140521MA0K2EXT2G')
  know('project/receivedAt', '2024-02-20T01:00:00Z')
  know('project/openedAt', '2024-02-23T01:00:00Z')
  know('project/opensAt', '2024-03-22T01:00:00Z')
  know('project/clock', 'contract-signing', 'payment', 'supplement')
  know('project/evidence', evidence)
  know('project/sha256', evidence)
  for (const field of [
    'startedOn',
    'plannedOn',
    'approvedOn',
    'publishedOn',
    'failedOn',
    'decidedOn',
    'doneOn',
  ])
    know(`project/${field}`, '2024-03-06')
  know('project/dueBackOn', '2026-12-31')
  for (const field of [
    'receivedOn',
    'returnedOn',
    'deliveredOn',
    'inspectedOn',
    'paidOn',
    'signedOn',
    'evaluatedOn',
  ])
    know(`project/${field}`, '2024-05-06')
}
