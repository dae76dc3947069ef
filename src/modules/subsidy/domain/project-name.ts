import { halfWidth } from '#kernel/full-width'

/** 项目名称 A project that is not in the register is its typed name. */
const bare = (project: string): string =>
  halfWidth(project)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** 同一项目 A party's projects of the same name are one, however it was typed. */
export const projectKey = (party: bigint, project: string): string =>
  `${party}:${bare(project) || project.trim()}`

/** 台账项目 A project of the register is its number, under whatever name: a party applies for it once in a round. */
export const registeredKey = (party: bigint, project: bigint): string => `${party}:#${project}`

/** 享受的项目 What a benefit is held by. A project of the register is one whoever applies for it; a typed one is its party's. */
export const benefitKey = (row: {
  readonly registered: bigint | null
  readonly project_key: string
}): string => (row.registered === null ? row.project_key : `#${row.registered}`)

/** Words that say nothing about which project it is. */
const core = (project: string): string => bare(project).replace(/项目|工程|建设|新建|扩建|改造/g, '')

const pairs = (text: string): ReadonlySet<string> => {
  const chars = Array.from(text)
  return new Set(chars.slice(1).map((char, i) => `${chars[i]}${char}`))
}

/** 很像 Worth asking whether they are one: half of their pairs of characters are shared, or one name holds the other. */
export function soundsLike(one: string, other: string): boolean {
  const [a, b] = [core(one), core(other)]
  if (a === b) return true
  if (a.length < 2 || b.length < 2) return false
  if (a.includes(b) || b.includes(a)) return true
  const [first, second] = [pairs(a), pairs(b)]
  const shared = [...first].filter((pair) => second.has(pair)).length
  return 2 * (2 * shared) >= first.size + second.size
}
