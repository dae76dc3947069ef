import { expect, test } from 'vitest'
import { keysOf } from '#kernel/keys'
import { proveMachine } from '#kernel/machine'
import { applicationMachine, DUTY_OF, EVENT_NAMES } from './states.ts'

test('every application gets to an end, none is stuck or lost', () => {
  expect(proveMachine(applicationMachine)).toEqual([])
})

test('no way leads to payment past the treasury, the notice and the decision, whatever else happens', () => {
  const needed = ['recommended', 'checked', 'publicised', 'elapsed', 'decided', 'instructed'] as const
  for (const without of needed) {
    const reached = new Set<string>(['draft'])
    for (const state of reached) {
      const on: Readonly<Record<string, string | undefined>> =
        applicationMachine.states[keysOf(applicationMachine.states).find((s) => s === state) ?? 'draft'].on ??
        {}
      for (const next of Object.values(on)) if (next !== undefined && next !== without) reached.add(next)
    }
    expect(reached.has('paid'), without).toBe(false)
  }
})

test('every event has a duty and a name, and five duties share them', () => {
  expect(keysOf(DUTY_OF).toSorted()).toEqual(keysOf(EVENT_NAMES).toSorted())
  expect(new Set(Object.values(DUTY_OF)).size).toBe(5)
})
