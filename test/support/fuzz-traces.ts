/** What the fuzzer needs so that the operations of the traces can be reached at all. */
const EVENT = {
  type: 'ObjectEvent',
  eventID: 'urn:uuid:00000000-0000-4000-8000-0000000f0001',
  action: 'OBSERVE',
  bizStep: 'receiving',
  disposition: 'in_progress',
  epcList: ['https://id.gs1.org/01/09506000134352/21/1'],
  eventTime: '2026-11-20T08:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  readPoint: { id: 'https://id.gs1.org/414/9506000151212' },
  bizLocation: { id: 'https://id.gs1.org/414/9506000151212' },
}
const CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
/** Bodies of the EPCIS operations, by their id. */
export const EPCIS_FILES = {
  'trace.epcis-capture': [
    json({
      '@context': [CONTEXT],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-11-20T08:00:00+08:00',
      epcisBody: { eventList: [EVENT] },
    }),
  ],
  'trace.epcis-add-event': [json({ '@context': [CONTEXT], ...EVENT })],
  'trace.epcis-add-query': [json({ name: 'fuzz', query: { eventType: ['ObjectEvent'] } })],
}
const EPCIS_NAMES: Readonly<Record<string, string>> = {
  'biz-steps': EVENT.bizStep,
  dispositions: EVENT.disposition,
  'event-types': EVENT.type,
  epcs: EVENT.epcList[0] ?? '',
  'read-points': EVENT.readPoint.id,
  'biz-locations': EVENT.bizLocation.id,
}

/** Asks as whoever may, and gives the id of what was made. */
type Make = (may: string, path: string, payload: object) => Promise<string>
type Know = (name: string, ...values: unknown[]) => void

/** A product from its plot to two lots. */
export async function traceSomething(make: Make, party: string): Promise<void> {
  const item = await make('trace.record', 'trace-items', {
    party,
    name: '宁脆苹果',
    spec: '5 千克/箱',
    unit: 'kg',
    packSize: '5',
    numbering: 'restricted',
  })
  const place = { kind: 'base', name: '一号园', party, openedOn: '2020-01-01' }
  const site = await make('party.write', 'party-sites', place)
  const opened = await make('trace.record', 'trace-seasons', {
    item,
    site,
    name: '一季',
    startedOn: '2023-01-01',
  })
  for (let lot = 0; lot < 2; lot++) {
    const made = await make('trace.record', `trace-seasons/${opened}/harvest`, {
      occurredAt: '2023-10-01T01:00:00.000Z',
      quantity: '900000',
    })
    await make('trace.record', `trace-lots/${made}/draw`, {
      why: 'sale',
      quantity: '1',
      trade: { order: 'F-1' },
    })
  }
}

/** Names that the traces' operations take. */
export function knowTraces(know: Know): void {
  know('quantity', '1', 1)
  know('dispatch', '1')
  know('boughtOn', '2024-01-01')
  know('supplierCode', '1410300000012345')
  know('occurredAt', '2024-01-01T01:00:00.000Z')
  for (const [kind, name] of Object.entries(EPCIS_NAMES)) {
    know(`trace.epcis-one-of-${kind}/epcisName`, name)
    know(`trace.epcis-events-of-${kind}/epcisName`, name)
  }
  know('trace.epcis-event/epcisName', EVENT.eventID)
  for (const id of ['query', 'query-events', 'subscriptions']) know(`trace.epcis-${id}/epcisName`, 'fuzz')
}
