import { type Fen, ZERO_FEN } from '#kernel/money'
import { lockFree } from '../../../platform/reserve/pools.ts'
import { categoryAtSource, categoryChoices, sourceIn } from '../domain/fund-plan.ts'
import { type Acting, sourcesOf } from './acting.ts'
import { freeIn, poolOf } from './post.ts'
import { releaseLapsed } from './release-lapsed.ts'

/** 来源与可选类别 A source of the plan in force, and what an expense paid from it may be booked to. */
export type SourceChoice = {
  readonly code: string
  readonly name: string
  readonly categories: readonly { readonly code: string; readonly name: string }[]
}

export async function sourceChoices(
  acting: Pick<Acting, 'db' | 'etown' | 'now'>,
): Promise<readonly SourceChoice[]> {
  const sources = await sourcesOf(acting)
  return sources.map((source) => ({
    code: source.code,
    name: source.name,
    categories: categoryChoices(source, sources).map(({ code, name }) => ({ code, name })),
  }))
}

/** 可用 What of each source is free for an expense of this category, locked until the transaction ends. */
export async function freeAt(
  acting: Acting,
  sources: readonly string[],
  category: string,
): Promise<ReadonlyMap<string, Fen>> {
  const known = await sourcesOf(acting)
  const pools = sources.map((code) => {
    const source = sourceIn(known, code)
    return { code, pool: source && poolOf(code, categoryAtSource(source, category)) }
  })
  const named = pools.flatMap(({ pool }) => (pool === undefined ? [] : [pool]))
  for (const pool of named.toSorted()) await releaseLapsed(acting, pool)
  const free = await lockFree(acting, named)
  return new Map(
    pools.map(({ code, pool }) => [code, pool === undefined ? ZERO_FEN : freeIn(free, pool)] as const),
  )
}
