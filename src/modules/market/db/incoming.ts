import { sql } from 'kysely'
import type { Scope } from '../../../platform/db/act.ts'
import type { Platform } from '../domain/platform.ts'
import type { RejectedRow } from '../domain/row-cells.ts'
import { COPY_COLUMNS, copyText } from './copy-row.ts'

/** The import whose rows come in. */
export type Incoming = {
  readonly etown: number
  readonly platform: Platform
  readonly shop: bigint
  readonly batch: bigint
}

/**
 * 暂存 Makes the transaction's temporary tables: `incoming`, a slice of the file's rows with the columns of COPY_COLUMNS;
 * `incoming_fault`, the same slice's rejected rows; `met`, the rows of all slices that met a line known already, with what
 * it was; `touched`, the numbers of all orders whose totals have to be divided.
 */
export async function makeIncoming({ db }: Scope): Promise<void> {
  await sql`create temporary table incoming (
    order_no text collate "C" not null, sub_no text collate "C" not null, day date not null, paid_at timestamptz,
    stage smallint not null, payable_fen bigint, paid_fen bigint, received_fen bigint, refund_fen bigint,
    goods_fen bigint, quantity int, product text not null, waybill text, mark text, wholesale boolean not null,
    row_no int not null, share_fen bigint, retail_fen bigint not null, excluded text
  ) on commit drop`.execute(db)
  await sql`create temporary table incoming_fault (row_no int, place int, code text, header text, example text)
    on commit drop`.execute(db)
  await sql`create temporary table met (
    like incoming, known_shop bigint, known_batch bigint, known_day date, known_excluded text,
    known_payable bigint, known_paid bigint, known_received bigint, known_refund bigint, known_share bigint,
    known_retail bigint, known_counts boolean, compared int
  ) on commit drop`.execute(db)
  await sql`create temporary table touched (order_no text collate "C") on commit drop`.execute(db)
}

const LINES = `pg_temp.incoming (${COPY_COLUMNS.join(', ')})`
const FAULTS = 'pg_temp.incoming_fault (row_no, place, code, header, example)'

/** Replaces the slice by these lines, in COPY text. How many they are. */
export async function fillIncoming({ db, copyIn }: Scope, copy: readonly Uint8Array[]): Promise<number> {
  await sql`truncate incoming`.execute(db)
  return copyIn(LINES, copy)
}

/** The rejected rows' reasons as COPY text. */
export const faultText = (rows: readonly RejectedRow[]): string =>
  rows
    .flatMap(({ rowNo, faults }) =>
      faults.map(
        ({ code, column, example }, i) =>
          `${rowNo}\t${i + 1}\t${code}\t${copyText(column)}\t${copyText(example)}\n`,
      ),
    )
    .join('')

/** Puts rejected rows beside the batch. */
export async function keepRejected(
  { db, copyIn }: Scope,
  { etown, batch }: Incoming,
  faults: string,
): Promise<void> {
  await copyIn(FAULTS, [Buffer.from(faults)])
  await sql`insert into market.rejected_row (etown, batch, row_no, place, code, header, example)
    select ${etown}::int, ${batch}::bigint, row_no, place, code, header, example from incoming_fault`.execute(
    db,
  )
  await sql`truncate incoming_fault`.execute(db)
}
