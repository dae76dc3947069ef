import pg from 'pg'
import { type HouseDb, nameOf, OPEN, type Pool } from './house.ts'
import { viewThrough } from './view.ts'

/** What of a connection's wire we speak ourselves (the seam pg offers to cursors and copies). */
type Wire = {
  readonly stream: { cork(): void; uncork(): void }
  parse(what: { text: string; name: string; types: readonly number[] }): void
  bind(what: { statement: string; values: readonly string[] }): void
  execute(what: Record<string, never>): void
}
type Sent = {
  name: string | undefined
  queryMode: 'extended' | undefined
  submit(wire: Wire): Error | null
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, wire: Wire): void
}
const Statement = pg.Query as unknown as new (text: string, values: readonly unknown[]) => Sent

/** What each connection has been taught: SET takes no parameters, so each e-town has an entering of its own. */
const taught = new WeakMap<Wire, Set<string>>()
function teach(wire: Wire, name: string, text: string): string {
  const names = taught.get(wire) ?? new Set<string>()
  taught.set(wire, names)
  if (!names.has(name)) wire.parse({ text, name, types: [] })
  names.add(name)
  return name
}

/**
 * A statement that enters its e-town, read-only, in the message it travels in. Until the Sync at its end all of it is
 * one transaction (PostgreSQL, Extended Query), so that what was entered is left with the answer, whatever that is.
 * `SET LOCAL` with a literal and not set_config(), which a distributed database does not pass on.
 */
class StatementInEtown extends Statement {
  readonly #etown: number
  #before = 3
  constructor(etown: number, text: string, values: readonly unknown[]) {
    super(text, values)
    if (!Number.isSafeInteger(etown) || etown < 0) throw new RangeError(`not an e-town: ${etown}`)
    this.name = nameOf(text)
    this.queryMode = 'extended'
    this.#etown = etown
  }
  override submit(wire: Wire): Error | null {
    wire.stream.cork()
    const enter = teach(wire, `enter_${this.#etown}`, `set local app.etown = '${this.#etown}'`)
    const only = teach(wire, 'read_only', 'set transaction read only')
    for (const statement of [OPEN, enter, only]) {
      wire.bind({ statement, values: [] })
      wire.execute({})
    }
    const failed = super.submit(wire)
    wire.stream.uncork()
    return failed
  }
  override handleDataRow(message: unknown): void {
    if (this.#before === 0) super.handleDataRow(message)
  }
  override handleCommandComplete(message: unknown, wire: Wire): void {
    if (this.#before === 0) super.handleCommandComplete(message, wire)
    else this.#before -= 1
  }
}

const known = new WeakMap<Pool, Map<number, HouseDb>>()

/** The house as one e-town sees it, for reading: every statement is a read-only transaction of its own. */
export function readingIn(pool: Pool, etown: number): HouseDb {
  const views = known.get(pool) ?? new Map<number, HouseDb>()
  known.set(pool, views)
  const view =
    views.get(etown) ??
    viewThrough((text, values) => pool.query(new StatementInEtown(etown, text, values) as never))
  views.set(etown, view)
  return view
}
