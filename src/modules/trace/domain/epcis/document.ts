import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { type Fields, isFields } from '../../../../kernel/fields.ts'
import { epcisRefusals } from '../../contract/epcis-refusals.ts'
import { instantMs } from './instant.ts'
import { type Namespaces, namespacesOf } from './namespaces.ts'

/** 溯源文件 The events of a document, not yet read, and the prefixes that hold in it. */
export type EpcisDocument = { readonly events: readonly unknown[]; readonly namespaces: Namespaces }

const no = (why: string) => refused(refusal(epcisRefusals, 'trace.document_form', { why }))

const DOCUMENT = new Set([
  '@context',
  'id',
  'type',
  'schemaVersion',
  'creationDate',
  'instanceIdentifier',
  'sender',
  'receiver',
  'epcisHeader',
  'epcisBody',
])

/** Opens an EPCISDocument, an EPCISQueryDocument, or one bare event with its own context. */
export function readDocument(json: unknown): Outcome<EpcisDocument> {
  if (!isFields(json)) return no('应为一个对象')
  const context = json['@context']
  if (typeof context !== 'string' && typeof context !== 'object') return no('缺少 @context')
  const namespaces = namespacesOf(context)
  if (json.type !== 'EPCISDocument' && json.type !== 'EPCISQueryDocument')
    return granted({ events: [json], namespaces })
  const strange = Object.keys(json).find((name) => !DOCUMENT.has(name) && !name.includes(':'))
  if (strange !== undefined) return no(`没有“${strange}”这个字段`)
  const { schemaVersion, creationDate, epcisBody } = json
  if (json.type === 'EPCISDocument') {
    if (typeof schemaVersion !== 'string' || !/^2(\.\d+)*$/.test(schemaVersion))
      return no('schemaVersion 应为 2.0')
    if (typeof creationDate !== 'string' || instantMs(creationDate) === undefined)
      return no('creationDate 应为时刻')
  }
  const events = isFields(epcisBody) ? eventsOf(epcisBody) : undefined
  return Array.isArray(events) ? granted({ events, namespaces }) : no('缺少 epcisBody.eventList')
}

function eventsOf(body: Fields): unknown {
  const results = isFields(body.queryResults) ? body.queryResults.resultsBody : undefined
  return isFields(results) ? results.eventList : body.eventList
}
