import { sql } from 'kysely'
import type { Scope } from '../../../platform/db/act.ts'
import { type Db, roomOf } from '../../../platform/db/house.ts'
import { faultText, fillIncoming, type Incoming, keepRejected, makeIncoming } from '../db/incoming.ts'
import { type Fresh, insertFresh, meetKnown, meetOtherShop, moveKnown, tallyMet } from '../db/merge-lines.ts'
import { noteTouched, shareTotals } from '../db/share-totals.ts'
import type { AmountsPer } from '../domain/profile.ts'
import { addTallies, NO_ROWS, subTallies, type Tally } from '../domain/receipt.ts'
import type { Contribution } from '../domain/retail-change.ts'
import type { RejectedRow } from '../domain/row-cells.ts'

/** What became of a file's lines. */
export type Merged = {
  readonly accepted: Tally
  readonly merged: Tally
  readonly contributions: readonly Contribution[]
}

/** Lines of the file that another shop has already. */
export type Foreign = { readonly lines: bigint; readonly shop: bigint }

/** Bytes of COPY text: some 10,000 rows. */
const SLICE = 1 << 21
const UNIQUE_VIOLATION = '23505'

/**
 * 倒入 Takes a file's rows into the order lines while the file is still being read: the next slice is read as PostgreSQL
 * inserts the one before, so both work at once and neither holds more than two slices. New lines are inserted at once; what
 * met a known line waits for `end`, which moves lines, keeps history and divides totals. All inside the transaction, under
 * lockForMerge.
 */
export class Pour implements AsyncDisposable {
  readonly #scope: Scope
  readonly #db: Db<'market'>
  readonly #incoming: Incoming
  readonly #per: AmountsPer
  readonly #size: number
  readonly #contributions: Contribution[] = []
  #lines: Uint8Array[] = []
  #faults = ''
  #bytes = 0
  #pouring: Promise<void> = Promise.resolve()
  #accepted: Tally = NO_ROWS
  #metAny = false
  #expectFresh = true

  private constructor(scope: Scope, incoming: Incoming, per: AmountsPer, slice: number) {
    this.#scope = scope
    this.#db = roomOf(scope.db, 'market')
    this.#incoming = incoming
    this.#per = per
    this.#size = slice
  }

  /** `slice`: bytes of COPY text at a time. */
  static async open(scope: Scope, incoming: Incoming, per: AmountsPer, slice = SLICE): Promise<Pour> {
    await makeIncoming(scope)
    return new Pour(scope, incoming, per, slice)
  }

  /** Lines in COPY text, see COPY_COLUMNS, and rejected rows. Resolves when the next may come. */
  async take(copy: string, rejected: readonly RejectedRow[]): Promise<void> {
    const faults = faultText(rejected)
    this.#faults += faults
    // As bytes, for strings that live as long as a slice would be copied by the garbage collector (measured: 0.1 s in 1).
    if (copy !== '') this.#lines.push(Buffer.from(copy))
    this.#bytes += copy.length + faults.length
    if (this.#bytes >= this.#size) await this.#next()
  }

  async end(): Promise<Merged | Foreign> {
    await this.#next()
    await this.#pouring
    const merged = this.#metAny ? await this.#settle() : { accepted: this.#accepted, merged: NO_ROWS }
    if ('shop' in merged) return merged
    if (this.#per !== 'line') {
      this.#contributions.push(...(await shareTotals(this.#db, this.#incoming, this.#per)))
    }
    return { ...merged, contributions: this.#contributions }
  }

  /** Left half way: no statement may come after the rollback. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pouring.catch(() => {})
  }

  async #next(): Promise<void> {
    await this.#pouring
    const [lines, faults] = [this.#lines, this.#faults]
    this.#lines = []
    this.#faults = ''
    this.#bytes = 0
    this.#pouring = this.#slice(lines, faults)
    // Whoever awaits it next hears of it.
    this.#pouring.catch(() => {})
  }

  async #slice(lines: readonly Uint8Array[], faults: string): Promise<void> {
    if (faults !== '') await keepRejected(this.#scope, this.#incoming, faults)
    if (lines.length === 0) return
    const rows = await fillIncoming(this.#scope, lines)
    const fresh = await this.#insert()
    this.#accepted = addTallies(this.#accepted, fresh.tally)
    this.#contributions.push(...fresh.contributions)
    if (fresh.tally.rows < rows) {
      await meetKnown(this.#db, this.#incoming)
      this.#metAny = true
    }
    if (this.#per !== 'line') await noteTouched(this.#db)
  }

  /** Most files begin with what nobody knows; where that ends the primary key says so, and the rest is inserted with care. */
  async #insert(): Promise<Fresh> {
    if (!this.#expectFresh) return insertFresh(this.#db, this.#incoming, false)
    await sql`savepoint slice`.execute(this.#db)
    try {
      const fresh = await insertFresh(this.#db, this.#incoming, true)
      await sql`release savepoint slice`.execute(this.#db)
      return fresh
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION)) throw error
      await sql`rollback to savepoint slice`.execute(this.#db)
      this.#expectFresh = false
      return insertFresh(this.#db, this.#incoming, false)
    }
  }

  async #settle(): Promise<{ accepted: Tally; merged: Tally } | Foreign> {
    const foreign = await meetOtherShop(this.#db, this.#incoming)
    if (foreign) return foreign
    this.#contributions.push(...(await moveKnown(this.#db, this.#incoming)))
    const { met, moved, displaced } = await tallyMet(this.#db, this.#incoming)
    return {
      accepted: addTallies(subTallies(this.#accepted, displaced), moved),
      merged: addTallies(subTallies(met, moved), displaced),
    }
  }
}
