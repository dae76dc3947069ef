import pg from 'pg'
import { ENTER, type HouseDb, nameOf, type Pool } from './house.ts'
import { viewThrough } from './view.ts'

/** What of a connection's wire we speak ourselves (the seam pg offers to cursors and copies). */
type Wire = {
  readonly stream: { cork(): void; uncork(): void }
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

/**
 * A statement that enters its e-town, read-only, in the message it travels in. Until the Sync at its end both are one
 * transaction (PostgreSQL, Extended Query), so that what was entered is left with the answer, whatever that is.
 */
class StatementInEtown extends Statement {
  readonly #etown: string
  #entered = false
  constructor(etown: number, text: string, values: readonly unknown[]) {
    super(text, values)
    this.name = nameOf(text)
    this.queryMode = 'extended'
    this.#etown = String(etown)
  }
  override submit(wire: Wire): Error | null {
    wire.stream.cork()
    wire.bind({ statement: ENTER, values: [this.#etown] })
    wire.execute({})
    const failed = super.submit(wire)
    wire.stream.uncork()
    return failed
  }
  override handleDataRow(message: unknown): void {
    if (this.#entered) super.handleDataRow(message)
  }
  override handleCommandComplete(message: unknown, wire: Wire): void {
    if (this.#entered) super.handleCommandComplete(message, wire)
    this.#entered = true
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
