import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutEvents, keyIn, pauseAfter } from './events.ts'

test('however the network cuts the stream, the same events come out', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          event: fc.constantFrom('wall', 'beat'),
          data: fc.json().map((j) => j.replaceAll('\n', ' ')),
        }),
      ),
      fc.array(fc.nat(200)),
      (events, cuts) => {
        const whole = events.map((e) => `event: ${e.event}\ndata: ${e.data}\n\n`).join('')
        let at = 0
        let rest = ''
        const got: { event: string; data: string }[] = []
        for (const cut of [...cuts, whole.length]) {
          const cutUp = cutEvents(rest + whole.slice(at, at + cut))
          at += cut
          rest = cutUp.rest
          got.push(...cutUp.events)
        }
        expect(got).toEqual(events)
        expect(rest).toBe('')
      },
    ),
  ))

test('a key is read from behind the # only, and nothing else is one', () => {
  expect(keyIn('#key=ezk_1_abcdefghijklmnop')).toBe('ezk_1_abcdefghijklmnop')
  expect([keyIn(''), keyIn('#key='), keyIn('#main'), keyIn('#key=ezk_1_abcdefghijkl&x=1')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('the first pause is short, none is longer than fifteen seconds', () => {
  expect(pauseAfter(0, 1)).toBe(1_000)
  expect(pauseAfter(0, 0)).toBe(500)
  expect(pauseAfter(30, 1)).toBe(15_000)
})
