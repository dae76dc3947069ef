/**
 * What the Open Contracting Data Standard's schemas of version 1.1.5 (May 2020) demand, keyword by keyword: types, required
 * fields, closed codelists, formats, lengths, unique lists, and the names a translated field may have. Only what does not
 * validate is left out: titles, descriptions, notes on codelists, merging and deprecation. So a document is valid here exactly
 * where it is valid there; ocds.ts holds this against the published files wherever they are at hand.
 * Source: Open Contracting Partnership, schema/1__1__5/{release,release-package,record-package}-schema.json (Apache-2.0).
 */
export type Node = Readonly<Record<string, unknown>>

export const HOME = 'https://standard.open-contracting.org/schema/1__1__5/'
const ref = ($ref: string): Node => ({ $ref })
const of = (definition: string): Node => ref(`#/definitions/${definition}`)

export const text: Node = { type: ['string', 'null'] }
const moment: Node = { type: ['string', 'null'], format: 'date-time' }
const address: Node = { type: ['string', 'null'], format: 'uri' }
const number: Node = { type: ['number', 'null'] }
const whole: Node = { type: ['integer', 'null'] }
const texts: Node = { type: ['array', 'null'], items: { type: 'string' } }
const id: Node = { type: ['string', 'integer'], minLength: 1 }
const maybeId: Node = { type: ['string', 'integer', 'null'] }
const list = (items: Node, more: Node = {}): Node => ({ type: 'array', items, ...more })
const many = (definition: string, more: Node = {}): Node => list(of(definition), more)
const set = (definition: string, more: Node = {}): Node => many(definition, { uniqueItems: true, ...more })
const closed = (...codes: readonly string[]): Node => ({ type: ['string', 'null'], enum: [...codes, null] })

/** A BCP 47 language tag, as the standard writes it. */
const LANGUAGE =
  '(((([A-Za-z]{2,3}(-([A-Za-z]{3}(-[A-Za-z]{3}){0,2}))?)|[A-Za-z]{4}|[A-Za-z]{5,8})(-([A-Za-z]{4}))?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-([0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+))*(-(x(-[A-Za-z0-9]{1,8})+))?)|(x(-[A-Za-z0-9]{1,8})+))'

type Shape = { readonly required?: readonly string[]; readonly translated?: readonly string[] }
export const object = (properties: Node, { required, translated }: Shape = {}): Node => ({
  type: 'object',
  properties,
  ...(required && { required }),
  ...(translated && {
    patternProperties: Object.fromEntries(translated.map((field) => [`^(${field}_${LANGUAGE})$`, text])),
  }),
})

const CURRENCIES =
  'ADP AED AFA AFN ALK ALL AMD ANG AOA AOK AON AOR ARA ARP ARS ARY ATS AUD AWG AYM AZM AZN BAD BAM BBD BDT BEC BEF BEL BGJ BGK BGL BGN BHD BIF BMD BND BOB BOP BOV BRB BRC BRE BRL BRN BRR BSD BTN BUK BWP BYB BYN BYR BZD CAD CDF CHC CHE CHF CHW CLF CLP CNY COP COU CRC CSD CSJ CSK CUC CUP CVE CYP CZK DDM DEM DJF DKK DOP DZD ECS ECV EEK EGP ERN ESA ESB ESP ETB EUR FIM FJD FKP FRF GBP GEK GEL GHC GHP GHS GIP GMD GNE GNF GNS GQE GRD GTQ GWE GWP GYD HKD HNL HRD HRK HTG HUF IDR IEP ILP ILR ILS INR IQD IRR ISJ ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAJ LAK LBP LKR LRD LSL LSM LTL LTT LUC LUF LUL LVL LVR LYD MAD MDL MGA MGF MKD MLF MMK MNT MOP MRO MRU MTL MTP MUR MVQ MVR MWK MXN MXP MXV MYR MZE MZM MZN NAD NGN NIC NIO NLG NOK NPR NZD OMR PAB PEH PEI PEN PES PGK PHP PKR PLN PLZ PTE PYG QAR RHD ROK ROL RON RSD RUB RUR RWF SAR SBD SCR SDD SDG SDP SEK SGD SHP SIT SKK SLL SOS SRD SRG SSP STD STN SUR SVC SYP SZL THB TJR TJS TMM TMT TND TOP TPE TRL TRY TTD TWD TZS UAH UAK UGS UGW UGX USD USN USS UYI UYN UYP UYU UYW UZS VEB VEF VES VNC VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XDR XEU XFO XFU XOF XPD XPF XPT XRE XSU XTS XUA XXX YDD YER YUD YUM YUN ZAL ZAR ZMK ZMW ZRN ZRZ ZWC ZWD ZWL ZWN ZWR'

const TAGS =
  'planning planningUpdate tender tenderAmendment tenderUpdate tenderCancellation award awardUpdate awardCancellation contract contractUpdate contractAmendment implementation implementationUpdate contractTermination compiled'
const tags: Node = list({ type: 'string', enum: TAGS.split(' ') }, { minItems: 1 })

const amended = { amendments: many('Amendment'), amendment: of('Amendment') }
const named = { required: ['id'], translated: ['title', 'description'] }

const processes: Node = {
  Planning: object(
    {
      rationale: text,
      budget: of('Budget'),
      documents: many('Document'),
      milestones: many('Milestone'),
    },
    { translated: ['rationale'] },
  ),
  Tender: object(
    {
      id,
      title: text,
      description: text,
      status: closed('planning', 'planned', 'active', 'cancelled', 'unsuccessful', 'complete', 'withdrawn'),
      procuringEntity: of('OrganizationReference'),
      items: set('Item'),
      value: of('Value'),
      minValue: of('Value'),
      procurementMethod: closed('open', 'selective', 'limited', 'direct'),
      procurementMethodDetails: text,
      procurementMethodRationale: text,
      mainProcurementCategory: closed('goods', 'works', 'services'),
      additionalProcurementCategories: texts,
      awardCriteria: text,
      awardCriteriaDetails: text,
      submissionMethod: texts,
      submissionMethodDetails: text,
      tenderPeriod: of('Period'),
      enquiryPeriod: of('Period'),
      hasEnquiries: { type: ['boolean', 'null'] },
      eligibilityCriteria: text,
      awardPeriod: of('Period'),
      contractPeriod: of('Period'),
      numberOfTenderers: whole,
      tenderers: set('OrganizationReference'),
      documents: many('Document'),
      milestones: many('Milestone'),
      ...amended,
    },
    {
      required: ['id'],
      translated: [
        'title',
        'description',
        'procurementMethodRationale',
        'awardCriteriaDetails',
        'submissionMethodDetails',
        'eligibilityCriteria',
      ],
    },
  ),
  Award: object(
    {
      id,
      title: text,
      description: text,
      status: closed('pending', 'active', 'cancelled', 'unsuccessful'),
      date: moment,
      value: of('Value'),
      suppliers: set('OrganizationReference'),
      items: set('Item', { minItems: 1 }),
      contractPeriod: of('Period'),
      documents: set('Document'),
      ...amended,
    },
    named,
  ),
  Contract: object(
    {
      id,
      awardID: id,
      title: text,
      description: text,
      status: closed('pending', 'active', 'cancelled', 'terminated'),
      period: of('Period'),
      value: of('Value'),
      items: set('Item', { minItems: 1 }),
      dateSigned: moment,
      documents: set('Document'),
      implementation: of('Implementation'),
      relatedProcesses: set('RelatedProcess'),
      milestones: many('Milestone'),
      ...amended,
    },
    { ...named, required: ['id', 'awardID'] },
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
      dueDate: moment,
      dateMet: moment,
      dateModified: moment,
      status: closed('scheduled', 'met', 'notMet', 'partiallyMet'),
      documents: set('Document'),
    },
    named,
  ),
}

const parts: Node = {
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
      language: text,
    },
    named,
  ),
  Budget: object(
    {
      id: maybeId,
      description: text,
      amount: of('Value'),
      project: text,
      projectID: maybeId,
      uri: address,
      source: address,
    },
    { translated: ['source', 'description', 'project'] },
  ),
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
    },
    { required: ['id'] },
  ),
  OrganizationReference: object({
    name: { ...text, minLength: 1 },
    id: { type: ['string', 'integer'] },
    identifier: of('Identifier'),
    address: of('Address'),
    additionalIdentifiers: set('Identifier'),
    contactPoint: of('ContactPoint'),
  }),
  Organization: object(
    {
      name: text,
      id: { type: 'string' },
      identifier: of('Identifier'),
      additionalIdentifiers: set('Identifier'),
      address: of('Address'),
      contactPoint: of('ContactPoint'),
      roles: texts,
      details: { type: ['object', 'null'] },
    },
    { translated: ['name'] },
  ),
  Item: object(
    {
      id,
      description: text,
      classification: of('Classification'),
      additionalClassifications: set('Classification'),
      quantity: number,
      unit: object(
        { scheme: text, id: text, name: text, value: of('Value'), uri: address },
        { translated: ['name'] },
      ),
    },
    { required: ['id'], translated: ['description'] },
  ),
  Amendment: object(
    {
      date: moment,
      rationale: text,
      id: text,
      description: text,
      amendsReleaseID: text,
      releaseID: text,
      changes: list(
        object({
          property: { type: 'string' },
          former_value: { type: ['string', 'number', 'integer', 'array', 'object', 'null'] },
        }),
      ),
    },
    { translated: ['rationale'] },
  ),
  Classification: object(
    { scheme: text, id: maybeId, description: text, uri: address },
    { translated: ['description'] },
  ),
  Identifier: object(
    { scheme: text, id: maybeId, legalName: text, uri: address },
    { translated: ['legalName'] },
  ),
  Address: object(
    { streetAddress: text, locality: text, region: text, postalCode: text, countryName: text },
    { translated: ['countryName'] },
  ),
  ContactPoint: object(
    { name: text, email: text, telephone: text, faxNumber: text, url: address },
    { translated: ['name'] },
  ),
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
}

export const RELEASE: Node = {
  ...object(
    {
      ocid: { type: 'string', minLength: 1 },
      id: { type: 'string', minLength: 1 },
      date: { type: 'string', format: 'date-time' },
      tag: tags,
      initiationType: { type: 'string', enum: ['tender'] },
      parties: set('Organization'),
      buyer: of('OrganizationReference'),
      planning: of('Planning'),
      tender: of('Tender'),
      awards: set('Award'),
      contracts: set('Contract'),
      language: text,
      relatedProcesses: set('RelatedProcess'),
    },
    { required: ['ocid', 'id', 'date', 'tag', 'initiationType'] },
  ),
  definitions: { ...processes, ...parts },
}

const packaged = (inside: string, more: Node): Node =>
  object(
    {
      uri: { type: 'string', format: 'uri' },
      version: { type: 'string', pattern: '^(\\d+\\.)(\\d+)$' },
      extensions: list({ type: 'string', format: 'uri' }),
      publishedDate: { type: 'string', format: 'date-time' },
      publisher: object(
        { name: { type: 'string' }, scheme: text, uid: text, uri: address },
        { required: ['name'] },
      ),
      license: address,
      publicationPolicy: address,
      ...more,
    },
    { required: ['uri', 'publisher', 'publishedDate', inside, 'version'] },
  )

const release = ref(`${HOME}release-schema.json`)
const link = object(
  { url: address, date: { type: 'string', format: 'date-time' }, tag: tags },
  { required: ['url', 'date'] },
)
export const RELEASES = packaged('releases', { releases: list(release, { minItems: 1, uniqueItems: true }) })
export const RECORDS: Node = {
  ...packaged('records', {
    packages: list({ type: 'string', format: 'uri' }, { minItems: 1, uniqueItems: true }),
    records: many('Record', { minItems: 1, uniqueItems: true }),
  }),
  definitions: {
    Record: object(
      {
        ocid: { type: 'string' },
        releases: { oneOf: [list(link, { minItems: 1 }), list(release, { minItems: 1 })] },
        compiledRelease: release,
        // Of the same structure with a history in every field; nothing of ours has it.
        versionedRelease: ref(`${HOME}versioned-release-validation-schema.json`),
      },
      { required: ['ocid', 'releases'] },
    ),
  },
}
