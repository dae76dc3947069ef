import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { conformance } from '#test/conformance'
import { canonicalEpc } from '../gs1/epc-urn.ts'
import { namespacesOf } from './namespaces.ts'
import { readEvent } from './read-event.ts'

const NOW = 1_795_400_000_000
const folder = conformance('epcis')
const codesOf = (raw: unknown): readonly string[] => {
  const read = readEvent(raw, namespacesOf(undefined), NOW)
  return read.ok ? [] : read.refused.map((r) => `${r.code} ${r.pointer}`)
}

describe.skipIf(folder === undefined)(
  'what GS1 gives as examples is taken (shared/conformance/epcis)',
  () => {
    const files = ['examples', 'events'].flatMap((part) =>
      readdirSync(`${folder}/${part}`).map((name) => `${folder}/${part}/${name}`),
    )
    test.each(files)('%s', (file) => {
      const document = JSON.parse(readFileSync(file, 'utf8'))
      const body = document.epcisBody
      const events = body?.eventList ?? body?.queryResults?.resultsBody.eventList ?? [document]
      const over = namespacesOf(document['@context'])
      for (const event of events) expect(readEvent(event, over, NOW)).toMatchObject({ ok: true })
    })
  },
)

const object = {
  type: 'ObjectEvent',
  eventTime: '2026-11-20T08:00:00.000+08:00',
  eventTimeZoneOffset: '+08:00',
  epcList: ['https://id.gs1.org/01/06901234567892/21/A1'],
  action: 'OBSERVE',
}
const pack = {
  type: 'AggregationEvent',
  eventTime: '2026-11-20T08:00:00.000+08:00',
  eventTimeZoneOffset: '+08:00',
  parentID: 'https://id.gs1.org/00/106901234000000014',
  childEPCs: ['https://id.gs1.org/01/06901234567892/21/A1'],
  action: 'ADD',
}
const { parentID: _, ...orphan } = pack

describe('读取事件 reading an event', () => {
  test('takes a plain one', () => expect(codesOf(object)).toEqual([]))
  test('takes an empty list that is there: a place seen empty', () =>
    expect(codesOf({ ...object, epcList: [] })).toEqual([]))
  test.each([
    ['a bad action', { ...object, action: 'MOVE' }, 'trace.field_form /action'],
    ['no time', { ...object, eventTime: undefined }, 'trace.field_form /eventTime'],
    ['a time without zone', { ...object, eventTime: '2026-11-20T08:00:00' }, 'trace.field_form /eventTime'],
    ['a day that is not', { ...object, eventTime: '2026-02-30T08:00:00Z' }, 'trace.field_form /eventTime'],
    [
      'an offset of 25 h',
      { ...object, eventTimeZoneOffset: '+25:00' },
      'trace.field_form /eventTimeZoneOffset',
    ],
    ['an unknown bare step', { ...object, bizStep: 'dancing' }, 'trace.field_form /bizStep'],
    [
      'a URN of CBV 1',
      { ...object, bizStep: 'urn:epcglobal:cbv:bizstep:shipping' },
      'trace.field_form /bizStep',
    ],
    [
      'an EPC twice',
      { ...object, epcList: [object.epcList[0], object.epcList[0]] },
      'trace.field_form /epcList',
    ],
    ['an unprefixed extra', { ...object, colour: 'red' }, 'trace.field_unknown /colour'],
    ['an undeclared prefix', { ...object, 'zz:colour': 'red' }, 'trace.prefix_undeclared /zz:colour'],
    ['ilmd on OBSERVE', { ...object, ilmd: { 'cbvmda:lotNumber': 'L1' } }, 'trace.ilmd_not_at_birth /ilmd'],
    ['ADD without a parent', orphan, 'trace.parent_missing /parentID'],
    ['DELETE without a parent', { ...orphan, action: 'DELETE' }, 'trace.parent_missing /parentID'],
    [
      'an association seen without its parent',
      { ...orphan, type: 'AssociationEvent', action: 'OBSERVE' },
      'trace.parent_missing /parentID',
    ],
    ['ADD of nothing', { ...pack, childEPCs: [] }, 'trace.list_missing '],
    ['a parent in itself', { ...pack, childEPCs: [pack.parentID] }, 'trace.own_parent /parentID'],
    [
      'a parent in itself, written the other way',
      {
        ...pack,
        childEPCs: ['urn:epc:id:sscc:6901234.1000000001'],
        parentID: canonicalEpc('urn:epc:id:sscc:6901234.1000000001').replace('id.gs1.org', 'ex.cn'),
      },
      'trace.own_parent /parentID',
    ],
    ['a far future', { ...object, eventTime: '2126-01-01T00:00:00Z' }, 'trace.time_ahead /eventTime'],
    ['a list of others', { ...object, type: 'object' }, 'trace.field_form /type'],
    ['no object at all', [object], 'trace.field_form '],
  ])('refuses %s', (_name, raw, code) => expect(codesOf(raw)).toContain(code))
})
