import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { conformance } from '#test/conformance'
import { namespacesOf } from '../epcis/namespaces.ts'
import { readEvent } from '../epcis/read-event.ts'
import { preHash } from './pre-hash.ts'

const folder = conformance('event-hash')
const NOW = 1_800_000_000_000

describe.skipIf(folder === undefined)(
  'CBV 2.0 event hash against the reference (shared/conformance/event-hash)',
  () => {
    test.each(['', '2', '3'])('reference document %s', (number) => {
      const read = (ending: string): string =>
        readFileSync(`${folder}/ReferenceEventHashAlgorithm${number}.${ending}`, 'utf8')
      const document = JSON.parse(read('jsonld'))
      const [raw] = document.epcisBody.eventList
      const event = readEvent(raw, namespacesOf(document['@context']), NOW)
      if (!event.ok) throw new Error(JSON.stringify(event.refused))
      const text = preHash(event.value.event, event.value.namespaces)
      expect(text).toBe(read('prehashes').trim())
      const hash = `ni:///sha-256;${createHash('sha256').update(text).digest('hex')}?ver=CBV2.0`
      expect(hash).toBe(read('hashes').trim())
    })
  },
)
