import { keyIn } from '#kernel/keys'
import type { Db } from '../../../platform/db/house.ts'
import { CALL_OUTCOMES } from '../contract/index.ts'
import { drawnOf, drawsOf } from '../db/draws.ts'

/** 抽样的全部事实 What anybody needs to draw the same rows again, and what came of the calls; masked. */
export type DrawFacts = {
  readonly id: string
  readonly purpose: string
  readonly list: string
  readonly listed: number
  readonly wanted: number
  readonly seedSha256: string
  readonly committedAt: string
  readonly seed?: string
  readonly words?: string
  readonly drawnAt?: string
  /** The same, with labels, to be printed. */
  readonly facts: readonly (readonly [string, string])[]
  readonly rows: readonly {
    readonly place: number
    readonly row: number
    readonly name: string
    readonly phone: string
    readonly outcome: string
    readonly note?: string
  }[]
}

export async function drawsFacts(db: Db<'acceptance'>, etown: number): Promise<readonly DrawFacts[]> {
  const all: DrawFacts[] = []
  for (const row of await drawsOf(db, etown)) {
    const rows = await drawnOf(db, etown, row.id)
    const { seed, words, drawn_at: drawn } = row
    const opened = seed !== null && words !== null && drawn !== null ? { seed, words, drawn } : undefined
    all.push({
      ...{ id: String(row.id), purpose: row.purpose, list: row.list, listed: row.listed, wanted: row.wanted },
      ...{ seedSha256: row.seed_sha256, committedAt: row.committed_at.toISOString() },
      ...(opened && { seed: opened.seed, words: opened.words, drawnAt: opened.drawn.toISOString() }),
      facts: [
        ['名单', `${row.listed} 人，SHA-256 ${row.list}`],
        ['种子的哈希', `${row.seed_sha256}（${row.committed_at.toISOString()} 公布）`],
        ...(opened === undefined
          ? ([['抽取', '还没有抽取']] as const)
          : ([
              ['种子', opened.seed],
              ['现场的话', opened.words],
              ['抽取', `${row.wanted} 人，${opened.drawn.toISOString()}`],
            ] as const)),
      ],
      rows: rows.map((one) => ({
        ...{ place: one.place, row: one.row_no, name: one.name_masked, phone: one.phone_masked },
        outcome: one.outcome === null ? '未核实' : CALL_OUTCOMES[keyIn(CALL_OUTCOMES, one.outcome)].zh,
        ...(one.note === null || one.note === '' ? {} : { note: one.note }),
      })),
    })
  }
  return all
}
