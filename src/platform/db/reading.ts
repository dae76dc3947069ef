import pg from 'pg'
import { type HouseDb, nameOf, OPEN, type Pool } from './house.ts'
import { viewThrough } from './view.ts'

/** What of a connection's wire we speak ourselves (the seam pg offers to cursors and copies). */
type Wire = {
  readonly stream: { cork(): void; uncork(): void; write(bytes: Buffer): void }
  parse(what: { text: string; name: string; types: readonly number[] }): void
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
function teach(wire: Wire, name: string, text: string): void {
  const names = taught.get(wire) ?? new Set<string>()
  taught.set(wire, names)
  if (!names.has(name)) wire.parse({ text, name, types: [] })
  names.add(name)
}

/** Bind and Execute of a prepared statement without parameters or rows (PostgreSQL, Message Formats), as they are sent. */
function run(name: string): Buffer {
  const [bind, execute] = [Buffer.alloc(13 + name.length), Buffer.alloc(10)]
  bind.write('B')
  bind.writeInt32BE(bind.length - 1, 1)
  bind.write(name, 6)
  execute.write('E')
  execute.writeInt32BE(execute.length - 1, 1)
  return Buffer.concat([bind, execute])
}
/** What enters an e-town, made once: one piece on the wire instead of six. */
const entries = new Map<number, Buffer>()
function entering(etown: number): Buffer {
  const bytes = entries.get(etown) ?? Buffer.concat([OPEN, enterName(etown), READ_ONLY].map(run))
  entries.set(etown, bytes)
  return bytes
}
const READ_ONLY = 'read_only'
const enterName = (etown: number): string => `enter_${etown}`

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
    teach(wire, enterName(this.#etown), `set local app.etown = '${this.#etown}'`)
    teach(wire, READ_ONLY, 'set transaction read only')
    wire.stream.write(entering(this.#etown))
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
