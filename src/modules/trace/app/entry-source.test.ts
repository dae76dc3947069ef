import { expect, test } from 'vitest'
import type { Actor } from '../../../platform/http/actor.ts'
import { sourceOf } from './entry-source.ts'

const person: Actor = {
  account: '1',
  name: '王办事',
  session: '1',
  houseRoles: [],
  towns: new Map(),
  secondFactor: false,
}

test('a person is no device, whatever his program calls itself; a machine is one', () => {
  for (const agent of ['curl/8.5', 'node', '', 'Mozilla/5.0 (X11; Linux x86_64)'])
    expect(sourceOf({ actor: person, agent })).toBe('desk')
  expect(sourceOf({ actor: person, agent: 'Mozilla/5.0 (Linux; Android 14) Mobile' })).toBe('phone')
  expect(sourceOf({ actor: { ...person, machine: true }, agent: 'curl/8.5' })).toBe('device')
})
