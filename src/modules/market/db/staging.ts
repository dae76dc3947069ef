import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { sql } from 'kysely'
import type { Scope } from '../../../platform/db/act.ts'
import type { Fault } from '../domain/row-cells.ts'
import { COPY_COLUMNS, copyText } from './copy-row.ts'

const LINES = `pg_temp.incoming (${COPY_COLUMNS.join(', ')})`
const FAULTS = 'pg_temp.incoming_fault (row_no, place, code, header, example)'
/** A file whose every row is broken must not fill the memory. */
const FAULT_TEXT = 1 << 20

/**
 * 暂存 Takes a file's rows into temporary tables of the transaction while it is still being read. `incoming` has the
 * columns of COPY_COLUMNS, `incoming_fault` those of market.rejected_row.
 */
export class Staging implements AsyncDisposable {
  readonly #scope: Scope
  #open: Writable | undefined
  #failure: Error | undefined
  #faults = ''

  private constructor(scope: Scope) {
    this.#scope = scope
  }

  static async open(scope: Scope): Promise<Staging> {
    await sql`create temporary table incoming (
      order_no text collate "C" not null, sub_no text collate "C" not null, day date not null, paid_at timestamptz,
      stage smallint not null, payable_fen bigint, paid_fen bigint, received_fen bigint, refund_fen bigint,
      goods_fen bigint, quantity int, product text not null, waybill text, mark text, wholesale boolean not null,
      row_hash uuid not null, row_no int not null, share_fen bigint, retail_fen bigint not null, excluded text
    ) on commit drop`.execute(scope.db)
    await sql`create temporary table incoming_fault (
      row_no int, place int, code text, header text, example text
    ) on commit drop`.execute(scope.db)
    return new Staging(scope)
  }

  /** Resolves when the next rows may come. */
  async lines(copy: string): Promise<void> {
    if (copy === '') return
    this.#open ??= this.#copy(LINES)
    await this.#write(this.#open, copy)
  }

  async faults(
    rows: readonly { readonly rowNo: number; readonly faults: readonly Fault[] }[],
  ): Promise<void> {
    for (const { rowNo, faults } of rows) {
      for (const [i, { code, column, example }] of faults.entries()) {
        this.#faults += `${rowNo}\t${i + 1}\t${code}\t${copyText(column)}\t${copyText(example)}\n`
      }
    }
    if (this.#faults.length > FAULT_TEXT) await this.#putFaults()
  }

  /** After the last row: everything lies in the tables, and the transaction can be asked again. */
  async end(): Promise<void> {
    if (this.#faults !== '') await this.#putFaults()
    await this.#close()
  }

  /** Left half way: the connection must be free again, or not even the rollback would get through. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close().catch(() => {})
  }

  /** One COPY at a time: the lines' own begins anew with the next of them. */
  async #putFaults(): Promise<void> {
    await this.#close()
    this.#open = this.#copy(FAULTS)
    await this.#write(this.#open, this.#faults)
    this.#faults = ''
    await this.#close()
  }

  #copy(into: string): Writable {
    const copy = this.#scope.copyIn(into)
    copy.on('error', (error) => {
      this.#failure ??= error
    })
    return copy
  }

  async #write(copy: Writable, text: string): Promise<void> {
    if (this.#failure) throw this.#failure
    if (!copy.write(text)) await once(copy, 'drain')
  }

  async #close(): Promise<void> {
    const copy = this.#open
    this.#open = undefined
    if (this.#failure) throw this.#failure
    if (copy === undefined) return
    copy.end()
    await finished(copy)
  }
}
