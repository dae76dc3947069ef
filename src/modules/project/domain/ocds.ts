import type { Json } from '#kernel/canonical'
import type { Day } from '#kernel/day'
import { formatYuan, yuanText } from '#kernel/money'
import { toFen } from '#kernel/wire'
import type {
  Contract,
  Milestone,
  ProcurementWay,
  ProjectDetail,
  ProjectState,
  Tender,
} from '../contract/index.ts'

/**
 * 公开采购数据 One project as a release of the Open Contracting Data Standard.
 * @source Open Contracting Data Standard 1.1.5; extension “transactions: related milestone” for payments
 */
export type Publisher = {
  /** Of the e-town: who buys. */
  readonly name: string
  readonly slug: string
  /** Where this installation is reached, without a slash at the end. */
  readonly address: string
}

type Given = Readonly<Record<string, Json>>

/** Given to a publisher on registration; until then this one, which names nobody. */
const PREFIX = 'ocds-000000'
export const ocidOf = ({ slug }: Publisher, project: string): string => `${PREFIX}-${slug}-${project}`

const METHOD: Readonly<Record<ProcurementWay, 'open' | 'selective' | 'limited' | 'direct'>> = {
  open: 'open',
  invited: 'selective',
  negotiation: 'limited',
  consultation: 'open',
  inquiry: 'limited',
  'single-source': 'direct',
  framework: 'selective',
}

const PRIVATE: readonly ProjectState[] = ['started', 'planned', 'approved']

/** 公开 From its announcement on. What ended before that was never public. */
export const isPublic = ({ state, tenders }: Pick<ProjectDetail, 'state' | 'tenders'>): boolean =>
  tenders.length > 0 && !PRIVATE.includes(state)

/** A JSON number, as the standard asks: yuan with two decimals, exact up to fifteen digits. */
const value = (fen: string): Json => ({ amount: Number(yuanText(toFen(fen))), currency: 'CNY' })
const atDay = (d: Day): string => `${d}T00:00:00+08:00`
const optional = (name: string, of: Json | undefined): Given => (of === undefined ? {} : { [name]: of })
const document = (sha256: string, documentType: string, title: string): Given => ({
  id: sha256,
  documentType,
  title,
  description: `SHA-256 ${sha256}`,
  language: 'zh',
})

const buyerOf = ({ slug, name }: Publisher): Given => ({ id: `CN-ETOWN-${slug}`, name })
const supplierOf = (code: string, name: string): Given => ({ id: `CN-USCC-${code}`, name })

function partiesOf(by: Publisher, detail: ProjectDetail): readonly Json[] {
  const bidders = new Map<string, { name: string; roles: string[] }>()
  const [tender] = detail.tenders
  if (tender?.openedAt !== undefined)
    for (const { creditCode, bidder } of tender.bids)
      bidders.set(creditCode, { name: bidder, roles: ['tenderer'] })
  const won = tender?.award && tender.bids.find(({ id }) => id === tender.award?.bid)
  if (won !== undefined) bidders.get(won.creditCode)?.roles.push('supplier')
  const paid = detail.contract?.payments.length
  if (detail.contract !== undefined && paid) bidders.get(detail.contract.creditCode)?.roles.push('payee')
  return [
    { ...buyerOf(by), roles: ['buyer', 'procuringEntity', ...(paid ? ['payer'] : [])] },
    ...[...bidders].map(([code, { name, roles }]) => ({
      ...supplierOf(code, name),
      identifier: { scheme: 'CN-USCC', id: code, legalName: name },
      roles,
    })),
  ]
}

const tenderStatus = (detail: ProjectDetail, tender: Tender): string => {
  if (tender.award !== undefined) return 'complete'
  if (detail.state === 'ended') return 'cancelled'
  return detail.state === 'announced' || detail.state === 'opened' ? 'active' : 'unsuccessful'
}

function tenderOf(detail: ProjectDetail, tender: Tender): Given {
  const scheme = detail.schemes.find(({ version }) => version === tender.version)
  return {
    id: tender.number,
    title: detail.name,
    status: tenderStatus(detail, tender),
    ...(scheme && {
      description: scheme.scope,
      value: value(scheme.budget),
      procurementMethod: METHOD[scheme.way],
      awardCriteria: 'ratedCriteria',
      awardCriteriaDetails: scheme.scoring,
      eligibilityCriteria: scheme.qualification,
    }),
    tenderPeriod: { startDate: atDay(tender.publishedOn), endDate: tender.opensAt },
    ...(tender.openedAt !== undefined && {
      numberOfTenderers: tender.bids.length,
      tenderers: tender.bids.map(({ creditCode, bidder }) => supplierOf(creditCode, bidder)),
    }),
    documents: [
      document(tender.evidence, 'tenderNotice', '采购公告'),
      ...(tender.openingEvidence === undefined
        ? []
        : [document(tender.openingEvidence, 'evaluationReports', '开标记录')]),
    ],
  }
}

function awardsOf(tender: Tender): readonly Json[] {
  const { award } = tender
  const bid = award && tender.bids.find(({ id }) => id === award.bid)
  if (award === undefined || bid === undefined) return []
  return [
    {
      id: `${tender.number}-award`,
      title: '中标结果',
      description: award.reason,
      status: 'active',
      date: atDay(award.decidedOn),
      value: value(award.amount),
      suppliers: [supplierOf(bid.creditCode, bid.bidder)],
      documents: [
        {
          ...document(award.evidence, 'awardNotice', '中标文件'),
          ...optional('datePublished', award.publicFrom && atDay(award.publicFrom)),
        },
      ],
    },
  ]
}

const STATUS: Readonly<Record<Milestone['state'], string>> = {
  waiting: 'scheduled',
  delivered: 'partiallyMet',
  rejected: 'notMet',
  accepted: 'met',
}

const milestoneOf = (m: Milestone): Json => ({
  id: String(m.place),
  title: m.name,
  // The standard has no amount of a milestone.
  description: `${m.deliverable}（${formatYuan(toFen(m.amount))}）`,
  type: 'delivery',
  dueDate: atDay(m.dueOn),
  ...optional('dateMet', m.state === 'accepted' && m.inspectedOn ? atDay(m.inspectedOn) : undefined),
  status: STATUS[m.state],
})

function contractsOf(by: Publisher, detail: ProjectDetail, tender: Tender): readonly Json[] {
  const { contract } = detail
  const held = contract?.versions.filter(({ approved }) => approved === true).at(-1)
  const first = contract?.versions.find(({ approved }) => approved === true)
  if (contract === undefined || held === undefined || first === undefined) return []
  const ended = ['accepted', 'publicised', 'evaluated', 'archived'].includes(detail.state)
  return [
    {
      id: contract.number,
      awardID: `${tender.number}-award`,
      title: detail.name,
      status: ended ? 'terminated' : 'active',
      dateSigned: atDay(first.signedOn),
      value: value(held.amount),
      documents: [document(first.evidence, 'contractSigned', '合同')],
      amendments: contract.versions
        .filter(({ approved, id }) => approved === true && id !== first.id)
        .map((v) => ({
          id: String(v.number),
          date: atDay(v.signedOn),
          rationale: v.why ?? '',
          description: v.changes.join('；'),
        })),
      implementation: {
        transactions: transactionsOf(by, contract),
        milestones: contract.milestones.map(milestoneOf),
      },
    },
  ]
}

/** Each payment names the milestone it was made for; what came back is a negative one. */
const transactionsOf = (by: Publisher, contract: Contract): readonly Json[] => [
  ...contract.payments.map((payment) => ({
    id: payment.voucherNo,
    date: atDay(payment.paidOn),
    value: value(payment.amount),
    payer: buyerOf(by),
    payee: supplierOf(contract.creditCode, contract.contractor),
    relatedImplementationMilestone: milestoneAt(contract, payment.place),
  })),
  ...contract.recoveries.map((back) => ({
    id: `recovery-${back.entry}`,
    date: atDay(back.on),
    value: value(`-${back.amount}`),
    payer: buyerOf(by),
    payee: supplierOf(contract.creditCode, contract.contractor),
    relatedImplementationMilestone: milestoneAt(contract, back.place),
  })),
]

const milestoneAt = ({ milestones }: Contract, at: number): Json => ({
  id: String(at),
  title: milestones.find(({ place }) => place === at)?.name ?? '',
})

function planningOf(by: Publisher, detail: ProjectDetail): Given {
  const approved = detail.schemes.filter(({ approvedAt }) => approvedAt !== undefined).at(-1)
  return {
    rationale: detail.purpose,
    ...(approved && {
      budget: {
        description: approved.money.map(({ sourceName }) => sourceName).join('、'),
        amount: value(approved.budget),
        project: detail.name,
        projectID: `${by.slug}-${detail.id}`,
      },
      documents: [document(approved.evidence, 'procurementPlan', '采购方案')],
    }),
  }
}

function tagsOf(detail: ProjectDetail): readonly string[] {
  const [tender] = detail.tenders
  const signed = detail.contract?.amount !== undefined
  const amended = detail.contract?.versions.filter(({ approved }) => approved === true).length ?? 0
  const begun = detail.contract?.milestones.some(({ state }) => state !== 'waiting') ?? false
  return [
    'planning',
    'tender',
    ...(tender?.award ? ['award'] : []),
    ...(signed ? ['contract'] : []),
    ...(amended > 1 ? ['contractAmendment'] : []),
    ...(begun ? ['implementation'] : []),
  ]
}

/** 发布 What is public of a project as it stands; its date is that of the last step. */
export function releaseOf(by: Publisher, detail: ProjectDetail): Given {
  const [tender] = detail.tenders
  if (tender === undefined) throw new RangeError(`project ${detail.id} was never announced`)
  const last = detail.steps.at(-1)
  const ocid = ocidOf(by, detail.id)
  const parts = (detail.contract?.payments.length ?? 0) + (detail.contract?.recoveries.length ?? 0)
  return {
    ocid,
    id: `${ocid}-${detail.steps.length}-${parts}`,
    date: last?.at ?? '',
    tag: tagsOf(detail),
    initiationType: 'tender',
    language: 'zh',
    parties: partiesOf(by, detail),
    buyer: buyerOf(by),
    planning: planningOf(by, detail),
    tender: tenderOf(detail, tender),
    awards: awardsOf(tender),
    contracts: contractsOf(by, detail, tender),
  }
}

const EXTENSIONS = [
  'https://raw.githubusercontent.com/open-contracting-extensions/ocds_transaction_milestones_extension/master/extension.json',
]

const packaged = (by: Publisher, path: string, publishedDate: string): Given => ({
  uri: `${by.address}/api/etowns/${by.slug}/ocds/${path}`,
  version: '1.1',
  extensions: EXTENSIONS,
  publishedDate,
  publisher: { name: by.name },
})

export const releasePackage = (by: Publisher, now: string, details: readonly ProjectDetail[]): Json => ({
  ...packaged(by, 'release-package.json', now),
  releases: details.map((detail) => releaseOf(by, detail)),
})

export const recordPackage = (by: Publisher, now: string, details: readonly ProjectDetail[]): Json => ({
  ...packaged(by, 'record-package.json', now),
  records: details.map((detail) => {
    const release = releaseOf(by, detail)
    return {
      ocid: release.ocid ?? '',
      releases: [release],
      compiledRelease: {
        ...release,
        id: `${ocidOf(by, detail.id)}-${detail.steps.at(-1)?.at ?? ''}`,
        tag: ['compiled'],
      },
    }
  }),
})
