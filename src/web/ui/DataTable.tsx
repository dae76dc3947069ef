import type { ReactNode } from 'react'
import type { Pages } from '../read.ts'
import { kitWords } from './kit-words.ts'
import { Loaded } from './Loaded.tsx'
import { useNarrow } from './media.ts'
import { countText } from './numbers.ts'
import { PageBar } from './PageBar.tsx'
import { TableSettings, useTableLook } from './TableSettings.tsx'
import { useLanguage, useWords } from './words.ts'

export type Column<Row> = {
  readonly key: string
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** Numbers stand at the end of their column. */
  readonly end?: boolean
  /** The column that names the row: cannot be hidden, heads the row for screen readers and the card on a phone. */
  readonly heads?: boolean
}

type Drawn<Row> = {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
}

function Grid<Row>({ caption, columns, rows, rowKey }: Drawn<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
    <section className="scroll" aria-label={caption} tabIndex={0}>
      <table className="rows">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.key} scope="col" className={c.end ? 'end' : undefined}>
                {c.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((c) =>
                c.heads ? (
                  <th key={c.key} scope="row">
                    {c.cell(row)}
                  </th>
                ) : (
                  <td key={c.key} className={c.end ? 'end' : undefined}>
                    {c.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Cards<Row>({ caption, columns, rows, rowKey }: Drawn<Row>) {
  const head = columns.find((c) => c.heads)
  return (
    <ul className="cards" aria-label={caption}>
      {rows.map((row) => (
        <li key={rowKey(row)}>
          {head !== undefined && <div className="card-head">{head.cell(row)}</div>}
          <dl>
            {columns
              .filter((c) => c !== head)
              .map((c) => (
                <div key={c.key}>
                  <dt>{c.title}</dt>
                  <dd>{c.cell(row)}</dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}

type Look<Row> = Omit<Drawn<Row>, 'rows'> & {
  /** Under which this browser remembers columns and density: `party.list`. */
  readonly name: string
}

type Whole<Row> = Look<Row> & {
  readonly rows: readonly Row[]
  /** Where the rows are only a page of all. */
  readonly total?: number
  readonly busy?: boolean
  readonly foot?: ReactNode
}

/** Rows that are all here. A phone gets cards; columns and density are the reader's. */
export function RowTable<Row>(props: Whole<Row>) {
  const { name, total = props.rows.length, busy = false, foot, ...drawn } = props
  const w = useWords(kitWords)
  const [language] = useLanguage()
  const look = useTableLook(name)
  const Drawing = useNarrow() ? Cards : Grid
  const columns = drawn.columns.filter((c) => c.heads || !look.hidden.includes(c.key))
  return (
    <div className={look.tight ? 'table tight' : 'table'} aria-busy={busy}>
      <div className="table-head">
        <span>{w.rows(countText(total, language))}</span>
        <TableSettings columns={drawn.columns} look={look} />
      </div>
      <Drawing {...drawn} columns={columns} />
      {foot}
    </div>
  )
}

type Paged<Row> = Look<Row> & {
  readonly pages: Pages<Row>
  /** An EmptyState: what to do when the list has no rows. */
  readonly empty: ReactNode
}

/** A list of the server, page by page, with its true total. Feed it by usePages. */
export function DataTable<Row>({ pages, empty, ...look }: Paged<Row>) {
  return (
    <Loaded query={pages.query} lines={8}>
      {({ total }) =>
        total === 0 ? (
          empty
        ) : (
          <RowTable
            {...look}
            rows={pages.rows}
            total={total}
            busy={pages.query.isFetching}
            foot={<PageBar pages={pages} total={total} />}
          />
        )
      }
    </Loaded>
  )
}
