import type { Day } from '#kernel/day'

/** 草稿 What has been answered so far, kept with every answer, so that a call coming in loses nothing. Without photos. */
export type Draft = {
  /** `season/12/spray`: what it is about. */
  readonly about: string
  readonly day: Day
  readonly facts: Readonly<Record<string, string>>
  readonly place: string
  /** The refused record this one is written in place of. */
  readonly closes?: string
}
