import { Ajv } from 'ajv'
import formats from 'ajv-formats'

/**
 * The structure of the Open Contracting Data Standard's release schema 1.1.5 and of its package schemas, written down field
 * by field: types, required fields, enumerations of closed codelists, formats. Titles, descriptions and the fields'
 * translations (`title_xx`) are left out. Source: Open Contracting Partnership, `standard`, `schema/release-schema.json`,
 * commit 00f6193 (Apache License 2.0); `release-package-schema.json`, `record-package-schema.json` of the same version.
 */
type Node = Readonly<Record<string, unknown>>

const text: Node = { type: ['string', 'null'] }
const name: Node = { type: ['string', 'null'], minLength: 1 }
const moment: Node = { type: ['string', 'null'], format: 'date-time' }
const address: Node = { type: ['string', 'null'], format: 'uri' }
const number: Node = { type: ['number', 'null'] }
const whole: Node = { type: ['integer', 'null'] }
const truth: Node = { type: ['boolean', 'null'] }
const id: Node = { type: ['string', 'integer'], minLength: 1 }
const maybeId: Node = { type: ['string', 'integer', 'null'] }
const texts: Node = { type: ['array', 'null'], items: { type: 'string' } }
const of = (definition: string): Node => ({ $ref: `#/definitions/${definition}` })
const many = (definition: string, more: Node = {}): Node => ({
  type: 'array',
  items: of(definition),
  ...more,
})
const set = (definition: string): Node => many(definition, { uniqueItems: true })
const closed = (...codes: readonly string[]): Node => ({ type: ['string', 'null'], enum: [...codes, null] })
const object = (properties: Node, required: readonly string[] = []): Node => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
})

const CURRENCIES =
  'ADP AED AFA AFN ALK ALL AMD ANG AOA AOK AON AOR ARA ARP ARS ARY ATS AUD AWG AYM AZM AZN BAD BAM BBD BDT BEC BEF BEL BGJ BGK BGL BGN BHD BIF BMD BND BOB BOP BOV BRB BRC BRE BRL BRN BRR BSD BTN BUK BWP BYB BYN BYR BZD CAD CDF CHC CHE CHF CHW CLF CLP CNY COP COU CRC CSD CSJ CSK CUC CUP CVE CYP CZK DDM DEM DJF DKK DOP DZD ECS ECV EEK EGP ERN ESA ESB ESP ETB EUR FIM FJD FKP FRF GBP GEK GEL GHC GHP GHS GIP GMD GNE GNF GNS GQE GRD GTQ GWE GWP GYD HKD HNL HRD HRK HTG HUF IDR IEP ILP ILR ILS INR IQD IRR ISJ ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAJ LAK LBP LKR LRD LSL LSM LTL LTT LUC LUF LUL LVL LVR LYD MAD MDL MGA MGF MKD MLF MMK MNT MOP MRO MRU MTL MTP MUR MVQ MVR MWK MXN MXP MXV MYR MZE MZM MZN NAD NGN NIC NIO NLG NOK NPR NZD OMR PAB PEH PEI PEN PES PGK PHP PKR PLN PLZ PTE PYG QAR RHD ROK ROL RON RSD RUB RUR RWF SAR SBD SCR SDD SDG SDP SEK SGD SHP SIT SKK SLL SOS SRD SRG SSP STD STN SUR SVC SYP SZL THB TJR TJS TMM TMT TND TOP TPE TRL TRY TTD TWD TZS UAH UAK UGS UGW UGX USD USN USS UYI UYN UYP UYU UYW UZS VEB VEF VES VNC VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XDR XEU XFO XFU XOF XPD XPF XPT XRE XSU XTS XUA XXX YDD YER YUD YUM YUN ZAL ZAR ZMK ZMW ZRN ZRZ ZWC ZWD ZWL ZWN ZWR'

const amendments = { amendments: many('Amendment'), amendment: of('Amendment') }
const values = { value: of('Value'), maximumValue: of('Value'), estimatedValue: of('Value') }

const definitions: Node = {
  Planning: object({
    id: text,
    rationale: text,
    budget: of('Budget'),
    documents: many('Document'),
    milestones: many('Milestone'),
  }),
  Tender: object(
    {
      id,
      identifiers: set('SimpleIdentifier'),
      title: text,
      description: text,
      status: closed('planning', 'planned', 'active', 'cancelled', 'unsuccessful', 'complete', 'withdrawn'),
      statusDetails: text,
      procuringEntity: of('OrganizationReference'),
      items: set('Item'),
      value: of('Value'),
      minValue: of('Value'),
      maximumValue: of('Value'),
      procurementMethod: closed('open', 'selective', 'limited', 'direct'),
      procurementMethodDetails: text,
      procurementMethodRationale: text,
      mainProcurementCategory: closed('goods', 'services', 'works'),
      additionalProcurementCategories: texts,
      awardCriteria: text,
      awardCriteriaDetails: text,
      submissionMethod: texts,
      submissionMethodDetails: text,
      datePublished: moment,
      tenderPeriod: of('Period'),
      enquiryPeriod: of('Period'),
      hasEnquiries: truth,
      eligibilityCriteria: text,
      exclusionGrounds: text,
      selectionCriteria: text,
      awardPeriod: of('Period'),
      standstillPeriod: of('Period'),
      contractPeriod: of('Period'),
      numberOfTenderers: whole,
      tenderers: set('OrganizationReference'),
      documents: many('Document'),
      milestones: many('Milestone'),
      ...amendments,
    },
    ['id'],
  ),
  Award: object(
    {
      id,
      title: text,
      description: text,
      status: closed('pending', 'active', 'cancelled', 'unsuccessful'),
      statusDetails: text,
      date: moment,
      datePublished: moment,
      ...values,
      suppliers: set('OrganizationReference'),
      items: many('Item', { minItems: 1, uniqueItems: true }),
      contractPeriod: of('Period'),
      documents: set('Document'),
      ...amendments,
    },
    ['id'],
  ),
  Contract: object(
    {
      id,
      identifiers: set('SimpleIdentifier'),
      awardID: id,
      title: text,
      description: text,
      status: closed(
        'pending',
        'active',
        'cancelled',
        'terminated',
        'terminatedEarly',
        'terminatedSuccessfully',
      ),
      statusDetails: text,
      dateSigned: moment,
      ...values,
      items: many('Item', { minItems: 1, uniqueItems: true }),
      period: of('Period'),
      documents: set('Document'),
      implementation: of('Implementation'),
      relatedProcesses: set('RelatedProcess'),
      milestones: many('Milestone'),
      ...amendments,
    },
    ['id', 'awardID'],
  ),
  Implementation: object({
    transactions: set('Transaction'),
    milestones: set('Milestone'),
    documents: set('Document'),
  }),
  Milestone: object(
    {
      id,
      title: text,
      type: text,
      description: text,
      code: text,
      dueAfterDate: moment,
      dueDate: moment,
      dateMet: moment,
      dateModified: moment,
      status: closed('scheduled', 'met', 'notMet', 'partiallyMet'),
      documents: set('Document'),
      value: of('Value'),
    },
    ['id'],
  ),
  Document: object(
    {
      id,
      documentType: text,
      title: text,
      description: text,
      url: address,
      datePublished: moment,
      dateModified: moment,
      format: text,
      languages: texts,
      language: text,
      relatedItems: texts,
    },
    ['id'],
  ),
  Budget: object({
    id: maybeId,
    description: text,
    amount: of('Value'),
    project: text,
    projectID: maybeId,
    uri: address,
    source: address,
  }),
  Transaction: object(
    {
      id,
      source: address,
      date: moment,
      value: of('Value'),
      payer: of('OrganizationReference'),
      payee: of('OrganizationReference'),
      uri: address,
      amount: of('Value'),
      providerOrganization: of('Identifier'),
      receiverOrganization: of('Identifier'),
      // Of the extension “transactions: related milestone”.
      relatedImplementationMilestone: object({ id: { type: ['string', 'integer'] }, title: text }),
    },
    ['id'],
  ),
  OrganizationReference: object({
    name,
    id: { type: ['string', 'integer'] },
    identifier: of('Identifier'),
    address: of('Address'),
    additionalIdentifiers: set('Identifier'),
    contactPoint: of('ContactPoint'),
  }),
  Organization: object({
    name: text,
    id: { type: 'string' },
    identifier: of('Identifier'),
    additionalIdentifiers: set('Identifier'),
    address: of('Address'),
    contactPoint: of('ContactPoint'),
    roles: texts,
    details: {
      type: ['object', 'null'],
      properties: { scale: closed('micro', 'sme', 'small', 'medium', 'large', 'selfEmployed') },
    },
  }),
  Item: object(
    {
      id,
      description: text,
      classification: of('Classification'),
      additionalClassifications: set('Classification'),
      quantity: number,
      unit: of('Unit'),
    },
    ['id'],
  ),
  Amendment: object({
    date: moment,
    rationale: text,
    id: text,
    description: text,
    amendsReleaseID: text,
    releaseID: text,
    changes: { type: 'array', items: object({ property: { type: 'string' } }) },
  }),
  Classification: object({ scheme: text, id: maybeId, description: text, uri: address }),
  Identifier: object({ scheme: text, id: maybeId, legalName: text, uri: address }),
  Address: object({
    streetAddress: text,
    locality: text,
    region: text,
    postalCode: text,
    country: { type: ['string', 'null'], pattern: '^[A-Z]{2}$' },
    countryName: text,
  }),
  ContactPoint: object({ name: text, email: text, telephone: text, faxNumber: text, url: address }),
  Value: object({ amount: number, currency: closed(...CURRENCIES.split(' ')) }),
  Period: object({ startDate: moment, endDate: moment, maxExtentDate: moment, durationInDays: whole }),
  RelatedProcess: object({
    id: { type: 'string' },
    relationship: texts,
    title: text,
    scheme: text,
    identifier: text,
    uri: address,
  }),
  Unit: object({ scheme: text, id: text, name: text, value: of('Value'), uri: address }),
  Link: object({ rel: { type: 'string' }, href: { type: 'string', format: 'uri' } }),
  SimpleIdentifier: object({ scheme: text, id: text }),
  Release: object(
    {
      ocid: { type: 'string', minLength: 1 },
      id: { type: 'string', minLength: 1, pattern: '^[^#]*$' },
      date: { type: 'string', format: 'date-time' },
      publisher: of('Identifier'),
      tag: { type: 'array', items: { type: 'string' }, minItems: 1 },
      initiationType: { type: 'string', enum: ['tender'] },
      parties: set('Organization'),
      buyer: of('OrganizationReference'),
      planning: of('Planning'),
      tender: of('Tender'),
      awards: set('Award'),
      contracts: set('Contract'),
      language: text,
      relatedProcesses: set('RelatedProcess'),
      links: set('Link'),
    },
    ['ocid', 'id', 'date', 'tag', 'initiationType'],
  ),
}

const packaged = (more: Node, required: string): Node => ({
  definitions,
  ...object(
    {
      uri: { type: 'string', format: 'uri' },
      version: { type: 'string', pattern: '^(\\d+\\.)(\\d+)$' },
      extensions: { type: 'array', items: { type: 'string', format: 'uri' } },
      publishedDate: { type: 'string', format: 'date-time' },
      publisher: object({ name: { type: 'string' }, scheme: text, uid: text, uri: address }, ['name']),
      license: address,
      publicationPolicy: address,
      ...more,
    },
    ['uri', 'publisher', 'publishedDate', 'version', required],
  ),
})

const RELEASES = packaged({ releases: many('Release', { minItems: 1, uniqueItems: true }) }, 'releases')
const RECORDS = packaged(
  {
    records: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: object(
        {
          ocid: { type: 'string' },
          releases: many('Release', { minItems: 1, uniqueItems: true }),
          compiledRelease: of('Release'),
        },
        ['ocid', 'releases'],
      ),
    },
  },
  'records',
)

/** Everything the schema objects to, as `place: why`; fields it does not know are told as well. */
export function ocdsTroubles(kind: 'releases' | 'records', data: unknown): readonly string[] {
  const strict = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(strict)
    if (typeof node !== 'object' || node === null) return node
    const own = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, strict(value)]))
    return 'properties' in own ? { ...own, additionalProperties: false } : own
  }
  const ajv = new Ajv({ allErrors: true, strict: false })
  formats.default(ajv)
  const check = ajv.compile(Object(strict(kind === 'releases' ? RELEASES : RECORDS)))
  check(data)
  return (check.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(': '),
  )
}
