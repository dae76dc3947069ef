import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer } from '#test/server'
import { twoTowns } from '#test/towns'
import { captureIn, farm } from '#test/trace'
import { type HoldFact, staysOf } from './domain/containment/stays.ts'

let server: TestServer
let owner: pg.Client
beforeAll(async () => {
  server = await testServer()
  owner = await twoTowns(server)
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

/** One thing done to a few crates in a few hours: small numbers, so that everything meets everything. */
const zDeed = fc.record({
  hour: fc.integer({ min: 0, max: 6 }),
  parent: fc.integer({ min: 0, max: 3 }),
  // Children have lower numbers than parents, so that no circle is refused.
  children: fc.uniqueArray(fc.integer({ min: 4, max: 7 }), { maxLength: 3 }),
  action: fc.constantFrom('ADD', 'DELETE'),
  type: fc.constantFrom('AggregationEvent', 'AssociationEvent'),
  withdrawn: fc.boolean(),
})

test('停留与到达先后无关 stays are the same in whatever order events arrive, and as if rebuilt from all of them', async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(zDeed, { minLength: 1, maxLength: 12 }),
      fc.infiniteStream(fc.nat()),
      async (drawn, luck) => {
        run += 1
        const crate = (n: number): string => farm.crate(`${run}-${n}`)
        const deeds = drawn.filter((d) => d.action === 'DELETE' || d.children.length > 0)
        const events = deeds.flatMap((deed) => {
          const event = {
            ...farm.pack(deed.hour, crate(deed.parent), deed.children.map(crate), { type: deed.type }),
            action: deed.action,
          }
          const wrong = { ...event, errorDeclaration: { declarationTime: '2026-11-20T00:00:00Z' } }
          return deed.withdrawn ? [event, wrong] : [event]
        })
        const shuffled = events.map((e) => [luck.next().value, e] as const).sort(([a], [b]) => a - b)
        // Some alone, some together.
        for (let i = 0; i < shuffled.length; ) {
          const size = 1 + (luck.next().value % 3)
          const outcome = await captureIn(
            server,
            shuffled.slice(i, i + size).map(([, e]) => e),
          )
          if (!outcome.ok) throw new Error(JSON.stringify(outcome.refused))
          i += size
        }
        const facts = deeds
          .filter((d) => !d.withdrawn)
          .flatMap((deed): HoldFact[] => {
            const fact = {
              kind: deed.type === 'AggregationEvent' ? ('in' as const) : ('with' as const),
              parent: crate(deed.parent),
              atMs: Date.UTC(2026, 10, 1, deed.hour),
            }
            if (deed.children.length === 0) return [{ ...fact, action: 'emptied', child: undefined }]
            return deed.children.map((child) => ({
              ...fact,
              action: deed.action === 'ADD' ? 'ADD' : 'DELETE',
              child: crate(child),
            }))
          })
        const { rows } = await owner.query<{
          kind: string
          child: string
          parent: string
          from_at: Date
          until_at: Date | number
        }>(
          'select distinct kind, child, parent, from_at, until_at from trace.stay where etown = 1 and parent like $1',
          [farm.crate(`${run}-%`)],
        )
        const text = (s: { kind: string; child: string; parent: string; fromMs: number; untilMs: number }) =>
          `${s.kind} ${s.child} ${s.parent} ${s.fromMs} ${s.untilMs}`
        const stored = rows.map((r) =>
          text({
            ...r,
            fromMs: r.from_at.getTime(),
            untilMs: r.until_at instanceof Date ? r.until_at.getTime() : Number.POSITIVE_INFINITY,
          }),
        )
        expect(stored.sort()).toEqual([...new Set(staysOf(facts).map(text))].sort())
      },
    ),
    { numRuns: 60 },
  )
}, 120_000)
