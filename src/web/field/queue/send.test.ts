import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FieldReceipt } from '#contract/trace'
import { daysWaited, type Happened, isUnsent, type KeptEntry, recordsOf } from './journal.ts'
import { type Came, type Ports, sendAll } from './send.ts'

/**
 * 队列 A phone that may die at any step, a network that loses requests and answers, two windows that send at once, a
 * server that takes an id once: whatever the order, each record ends on the server once.
 */
class Died extends Error {}

type Trouble = 'none' | 'lost' | 'answer-lost' | 'busy' | 'signed-out' | 'die-before' | 'die-after'
type Doing =
  | { readonly do: 'save'; readonly photos: number }
  | { readonly do: 'send'; readonly windows: 1 | 2 }

const trouble: fc.Arbitrary<Trouble> = fc.constantFrom(
  'none',
  'none',
  'lost',
  'answer-lost',
  'busy',
  'signed-out',
  'die-before',
  'die-after',
)
const doing: fc.Arbitrary<Doing> = fc.oneof(
  fc.record({ do: fc.constant('save' as const), photos: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ do: fc.constant('send' as const), windows: fc.constantFrom(1 as const, 2 as const) }),
)

const receiptOf = (id: string): FieldReceipt => ({
  id,
  receipt: id.padStart(64, '0'),
  receivedAt: '2026-11-22T08:00:00.000Z',
  step: String(BigInt(`0x${id}`) + 1n),
  frozen: [],
  skewSeconds: 0,
  skewed: false,
  lateSeconds: 0,
})

/** Every fourth record breaks a rule, every time it is sent. */
const isRefused = (id: string): boolean => Number.parseInt(id, 16) % 4 === 3

/** The phone's storage (each call whole or not at all), the network and the server. */
function world(troubles: () => Trouble) {
  const journal: Happened[] = []
  const photos = new Map<string, Blob>()
  const stored: string[] = []
  const storedPhotos: string[] = []
  const asked: string[] = []
  const through = async <T>(serve: () => Came<T>): Promise<Came<T>> => {
    const now = troubles()
    await Promise.resolve()
    if (now === 'lost' || now === 'busy') return 'no-answer'
    if (now === 'signed-out') return 'signed-out'
    if (now === 'die-before') throw new Died()
    const answer = serve()
    await Promise.resolve()
    if (now === 'die-after') throw new Died()
    return now === 'answer-lost' ? 'no-answer' : answer
  }
  const ports: Ports = {
    journal: async () => [...journal],
    append: async (happened) => {
      if (troubles() === 'die-before') throw new Died()
      journal.push(happened)
    },
    photo: async (id) => photos.get(id),
    forgetPhoto: async (id) => {
      if (troubles() === 'die-before') throw new Died()
      photos.delete(id)
    },
    post: (entry) => {
      asked.push(entry.id)
      return through(() => {
        if (isRefused(entry.id)) return { refused: [{ code: 'trace.interval_open', zh: '不能', en: 'No' }] }
        if (!stored.includes(entry.id)) stored.push(entry.id)
        return { got: receiptOf(entry.id) }
      })
    },
    putPhoto: (_entry, step, photo) =>
      through(() => {
        const row = `${step}/${photo}`
        if (!storedPhotos.includes(row)) storedPhotos.push(row)
        return { got: {} }
      }),
  }
  return { journal, photos, stored, storedPhotos, asked, ports }
}

const save = ({ journal, photos }: ReturnType<typeof world>, n: number, count: number): KeptEntry => {
  const id = n.toString(16).padStart(32, '0')
  const own = Array.from({ length: count }, (_, i) => `${id}-${i}`)
  for (const photo of own) photos.set(photo, new Blob([photo]))
  const at = '2026-11-20T08:00:00.000Z'
  const entry: KeptEntry = {
    id,
    form: 1,
    kind: 'tending',
    season: '1',
    facts: { what: '剪枝' },
    occurredAt: at,
    savedAt: at,
    by: n % 5 === 4 ? 'somebody-else' : 'me',
    etown: 'one',
    title: '管护',
    photos: own,
  }
  journal.push({ what: 'saved', entry })
  return entry
}

const unlessItDied = (run: Promise<unknown>): Promise<unknown> =>
  run.catch((error: unknown) => {
    if (!(error instanceof Died)) throw error
  })

test('any order of failures, crashes and double sends: each record once, each photo once, nothing forgotten', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(doing, { minLength: 1, maxLength: 25 }),
      fc.infiniteStream(trouble),
      async (life, stream) => {
        let calm = false
        const phone = world(() => (calm ? 'none' : (stream.next().value ?? 'none')))
        const saved: KeptEntry[] = []
        for (const step of life) {
          if (step.do === 'save') saved.push(save(phone, saved.length, step.photos))
          else
            await Promise.all(
              Array.from({ length: step.windows }, () => unlessItDied(sendAll(phone.ports, 'me'))),
            )
          for (const { entry, state } of recordsOf(phone.journal))
            if (state === 'received') expect(phone.stored).toContain(entry.id)
        }
        calm = true
        expect(await sendAll(phone.ports, 'me')).toBe('all')

        const before = phone.asked.length
        await sendAll(phone.ports, 'me')
        expect(phone.asked.length, 'what was answered is not sent again').toBe(before)

        const mine = saved.filter(({ by }) => by === 'me')
        const good = mine.filter(({ id }) => !isRefused(id))
        expect(phone.stored, 'in the order they were written').toEqual(good.map(({ id }) => id))
        expect(phone.storedPhotos.map((row) => row.split('/')[1]).toSorted()).toEqual(
          good.flatMap((entry) => entry.photos).toSorted(),
        )
        const records = recordsOf(phone.journal)
        expect(records.map(({ entry }) => entry)).toEqual(saved)
        for (const record of records) {
          const { id, by } = record.entry
          const expected = by !== 'me' ? 'waiting' : isRefused(id) ? 'refused' : 'received'
          expect(record.state).toBe(expected)
          expect(isUnsent(record)).toBe(expected !== 'received')
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('a photo the phone has lost is said, and holds nothing up', async () => {
  const phone = world(() => 'none')
  const entry = save(phone, 0, 1)
  phone.photos.clear()
  expect(await sendAll(phone.ports, 'me')).toBe('all')
  expect(recordsOf(phone.journal)[0]).toMatchObject({
    state: 'received',
    photosLeft: [],
    reasons: [{ code: 'photo.lost' }],
    entry: { id: entry.id },
  })
})

test('what the server has stays received, whatever a second window says later', () => {
  const phone = world(() => 'none')
  const { id } = save(phone, 0, 0)
  phone.journal.push(
    { what: 'received', id, receipt: receiptOf(id) },
    { what: 'refused', id, reasons: [] },
    { what: 'closed', id },
  )
  expect(recordsOf(phone.journal)[0]?.state).toBe('received')
})

test('after 48 hours unsent it says for how many days, and no longer once all is sent', () => {
  const phone = world(() => 'none')
  const { id, savedAt } = save(phone, 0, 0)
  const after = (hours: number) =>
    daysWaited(recordsOf(phone.journal), Date.parse(savedAt) + hours * 3_600_000)
  expect([after(1), after(48), after(49), after(100)]).toEqual([undefined, undefined, 2, 4])
  phone.journal.push({ what: 'received', id, receipt: receiptOf(id) })
  expect(after(100)).toBeUndefined()
})
