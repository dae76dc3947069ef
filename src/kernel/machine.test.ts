import { describe, expect, expectTypeOf, it } from 'vitest'
import { type EventOf, type Machine, machine, proveMachine, type StateOf, step } from './machine.ts'

const application = machine({
  initial: 'draft',
  states: {
    draft: { zh: '草稿', on: { submit: 'review', withdraw: 'withdrawn' } },
    review: { zh: '审核中', on: { approve: 'approved', sendBack: 'draft' } },
    approved: { zh: '已通过' },
    withdrawn: { zh: '已撤回' },
  },
  ends: ['approved', 'withdrawn'],
})

describe('a machine', () => {
  it('steps where the table says and nowhere else', () => {
    expect(step(application, 'draft', 'submit')).toBe('review')
    expect(step(application, 'draft', 'approve')).toBeUndefined()
    expect(step(application, 'approved', 'sendBack')).toBeUndefined()
    const untyped: Machine<string, string> = application
    expect(step(untyped, 'draft', 'toString')).toBeUndefined()
  })
  it('knows its states and events by type', () => {
    expectTypeOf<StateOf<typeof application>>().toEqualTypeOf<'draft' | 'review' | 'approved' | 'withdrawn'>()
    expectTypeOf<EventOf<typeof application>>().toEqualTypeOf<
      'submit' | 'withdraw' | 'approve' | 'sendBack'
    >()
    // @ts-expect-error a transition to a state that is not in the table
    machine({ initial: 'a', states: { a: { zh: '甲', on: { go: 'b' } } }, ends: [] })
  })
  it('is proven', () => expect(proveMachine(application)).toEqual([]))
})

describe('each proof bites', () => {
  const good: Machine<string, string> = {
    initial: 'open',
    states: { open: { zh: '开', on: { close: 'closed' } }, closed: { zh: '关' } },
    ends: ['closed'],
  }
  const withStates = (states: Machine<string, string>['states']) =>
    proveMachine({ ...good, states: { ...good.states, ...states } })

  it('the table they spoil is good', () => expect(proveMachine(good)).toEqual([]))
  it('unreachable', () => {
    expect(withStates({ island: { zh: '孤岛', on: { close: 'closed' } } })).toEqual([
      { state: 'island', fault: 'unreachable' },
    ])
  })
  it('end-not-terminal', () => {
    expect(withStates({ closed: { zh: '关', on: { reopen: 'open' } } })).toEqual([
      { state: 'closed', fault: 'end-not-terminal' },
    ])
  })
  it('no-way-to-an-end', () => {
    const trap = {
      open: { zh: '开', on: { close: 'closed', fall: 'pit' } },
      pit: { zh: '坑', on: { turn: 'pit' } },
    }
    expect(withStates(trap)).toEqual([{ state: 'pit', fault: 'no-way-to-an-end' }])
    expect(proveMachine({ ...good, ends: [] }).map(({ fault }) => fault)).toEqual([
      'no-way-to-an-end',
      'no-way-to-an-end',
    ])
  })
  it('dangling', () => {
    expect(withStates({ open: { zh: '开', on: { close: 'closed', lose: 'nowhere' } } })).toEqual([
      { state: 'nowhere', fault: 'dangling' },
    ])
    expect(proveMachine({ ...good, ends: ['closed', 'gone'] })).toEqual([
      { state: 'gone', fault: 'dangling' },
    ])
    expect(proveMachine({ ...good, initial: 'gone' })).toContainEqual({ state: 'gone', fault: 'dangling' })
  })
})
