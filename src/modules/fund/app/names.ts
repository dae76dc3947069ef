import { type Source, UNDIVIDED } from '../domain/fund-plan.ts'

/** 名称 Codes of the plan as people call them; one the plan in force no longer has stays what it was. */
export type Names = { source(code: string): string; category(code: string): string }

export function namesIn(sources: readonly Source[]): Names {
  const categories = [UNDIVIDED, ...sources.flatMap((source) => source.categories)]
  return {
    source: (code) => sources.find((source) => source.code === code)?.name ?? code,
    category: (code) => categories.find((category) => category.code === code)?.name ?? code,
  }
}
