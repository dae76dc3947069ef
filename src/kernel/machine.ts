/** 状态 One state: its Chinese label and the events that lead on. A state without `on` is where things end. */
export type MachineState<State extends string, Event extends string> = {
  readonly zh: string
  readonly en?: string
  readonly on?: { readonly [E in Event]?: State }
}

/** 状态表 A life cycle as data: shown, documented and proven from the one table. */
export type Machine<State extends string, Event extends string> = {
  readonly initial: State
  readonly states: { readonly [S in State]: MachineState<State, Event> }
  /** States that are meant to be final. */
  readonly ends: readonly State[]
}

/** Keeps the names of states and events as types, so that a transition to a state not in the table does not compile. */
export const machine = <const State extends string, const Event extends string>(table: {
  readonly initial: NoInfer<State>
  readonly states: { readonly [S in State]: MachineState<NoInfer<State>, Event> }
  readonly ends: readonly NoInfer<State>[]
}): Machine<State, Event> => table

export type StateOf<M> = M extends Machine<infer State, string> ? State : never
export type EventOf<M> = M extends Machine<string, infer Event> ? Event : never

/** The next state, or undefined where the event is not allowed. */
export function step<State extends string, Event extends string>(
  table: Machine<State, Event>,
  state: State,
  event: Event,
): State | undefined {
  const on = table.states[state].on
  return on && Object.hasOwn(on, event) ? on[event] : undefined
}

/** What is wrong with a table: a state nobody gets to, a final state with a way on, a way to nowhere, a dead end. */
export type MachineFault = {
  readonly state: string
  readonly fault: 'unreachable' | 'end-not-terminal' | 'dangling' | 'no-way-to-an-end'
}

const reached = (
  from: readonly string[],
  ways: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> => {
  const seen = new Set(from)
  for (const state of seen) for (const next of ways.get(state) ?? []) seen.add(next)
  return seen
}

/** Every fault of the table; a test of each machine expects none. */
export function proveMachine(table: Machine<string, string>): readonly MachineFault[] {
  const states = Object.keys(table.states)
  const targets = (state: string): string[] =>
    Object.values(table.states[state]?.on ?? {}).filter((next) => next !== undefined)
  const ahead = new Map(states.map((state) => [state, targets(state)]))
  const back = new Map<string, string[]>()
  for (const [state, nexts] of ahead)
    for (const next of nexts) back.set(next, [...(back.get(next) ?? []), state])

  const reachable = reached([table.initial], ahead)
  const canEnd = reached(table.ends, back)
  const named = new Set([table.initial, ...table.ends, ...[...ahead.values()].flat()])
  const faults = (fault: MachineFault['fault'], of: readonly string[]): MachineFault[] =>
    of.map((state) => ({ state, fault }))
  return [
    ...faults(
      'dangling',
      [...named].filter((state) => !ahead.has(state)),
    ),
    ...faults(
      'unreachable',
      states.filter((state) => !reachable.has(state)),
    ),
    ...faults(
      'end-not-terminal',
      table.ends.filter((state) => targets(state).length > 0),
    ),
    ...faults(
      'no-way-to-an-end',
      states.filter((state) => !canEnd.has(state)),
    ),
  ]
}
