import { lockFree } from '../../../platform/reserve/pools.ts'
import { categoryAtSource, expenseCategories, sourceIn } from '../domain/fund-plan.ts'
import { type Acting, sourcesOf } from './acting.ts'
import { type Names, namesIn } from './names.ts'
import { poolOf } from './post.ts'

/** 来源与类别 What a room above may choose from, and how codes are called. */
export type FundPlaces = {
  readonly sources: readonly { readonly code: string; readonly name: string }[]
  readonly categories: readonly { readonly code: string; readonly name: string }[]
  readonly names: Names
}

export async function fundPlaces(acting: Pick<Acting, 'db' | 'etown' | 'now'>): Promise<FundPlaces> {
  const sources = await sourcesOf(acting)
  return {
    sources: sources.map(({ code, name }) => ({ code, name })),
    categories: expenseCategories(sources).map(({ code, name }) => ({ code, name })),
    names: namesIn(sources),
  }
}

/** Locks the pools of one category in several sources before any of them is moved: in the order of their names. */
export async function lockPlaces(
  acting: Acting,
  category: string,
  sources: readonly string[],
): Promise<void> {
  const known = await sourcesOf(acting)
  const pools = sources.flatMap((code) => {
    const source = sourceIn(known, code)
    return source === undefined ? [] : [poolOf(code, categoryAtSource(source, category))]
  })
  if (pools.length > 0) await lockFree(acting, pools)
}
