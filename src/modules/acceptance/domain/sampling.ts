import { sha256Hex } from '#kernel/sha256'

/**
 * 抽样 The rows of a list that are drawn: each row's number is hashed with the seed and the words, the lowest hashes are taken,
 * in that order. Anybody with list, seed and words finds the same. The rule in prose: docs/rules/sampling.md.
 * @param listed how many rows the list has, numbered from 1
 */
export function drawRows(
  { seed, words }: { readonly seed: string; readonly words: string },
  listed: number,
  wanted: number,
): readonly number[] {
  return Array.from({ length: listed }, (_, i) => ({
    row: i + 1,
    rank: sha256Hex(`${seed}\n${words}\n${i + 1}`),
  }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, wanted)
    .map(({ row }) => row)
}

/** 名单的列 Where name and phone stand in the head of a list; undefined: they do not. */
export function columnsIn(
  head: readonly string[],
): { readonly name: number; readonly phone: number } | undefined {
  const find = (pattern: RegExp): number => head.findIndex((title) => pattern.test(title.trim()))
  const [name, phone] = [find(/姓名|学员|联系人/), find(/电话|手机|联系方式/)]
  return name < 0 || phone < 0 ? undefined : { name, phone }
}
