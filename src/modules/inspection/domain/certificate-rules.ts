import { z } from 'zod'
import { addDays, type Day, formatDay } from '#kernel/day'
import { type Refusal, refusal } from '#kernel/refusal'
import { zDay } from '#kernel/wire'
import { inspectionRefusals } from '../contract/refusals.ts'
import type { Method, Pesticides } from './registry.ts'

export const zTemplate = z.strictObject({
  code: z.string(),
  from: zDay,
  until: zDay.optional(),
  title: z.string(),
  producer: z.string(),
  buyer: z.string().optional(),
  bases: z.record(z.string(), z.string()),
  source: z.string(),
  /** 原文待核 What nobody has compared with the annex yet. */
  unchecked: z.string().optional(),
})
/** 合格证样式 A wording by its order and its days of issue. */
export type Template = z.output<typeof zTemplate>

/** The template that may be issued on a day: of two the younger order. */
export const templateOn = (templates: readonly Template[], on: string): Template | undefined =>
  templates
    .filter(({ from, until }) => from <= on && (until === undefined || on < until))
    .toSorted((a, b) => (a.from < b.from ? 1 : -1))[0]

/** 保存期限 The longer of 6 months (2026 rules) and 2 years (2023 notice). */
export const retainedUntil = (issuedOn: Day): Day => addDays(issuedOn, 731)

/** 用药 One application in the spray log; an interval nobody wrote down is undefined. */
export type Sprayed = { readonly name: string; readonly on: Day; readonly intervalDays: number | undefined }

/** 检测凭据 A passed test of the lot: what it sees by class or by name, and whether it counts as a basis. */
export type PassedTest = {
  readonly method: Pick<Method, 'sees' | 'items' | 'kind'>
  readonly extended: boolean
  /** What a laboratory determined by name. */
  readonly items: readonly string[]
}

export type Basis = 'control' | 'self-test' | 'commissioned'

/** Trade names carry the compound: `苦参碱水剂` is 苦参碱. */
const sameCompound = (sprayed: string, item: string): boolean =>
  sprayed.includes(item) || item.includes(sprayed)

/** 用什么药、检什么药 Whether a test looked for what was sprayed. */
export function covers(test: PassedTest, sprayed: string, pesticides: Pesticides): boolean {
  if ([...test.items, ...(test.method.items ?? [])].some((item) => sameCompound(sprayed, item))) return true
  return test.method.sees.some((seen) => (pesticides[seen] ?? []).some((name) => sprayed.includes(name)))
}

export type Asked = {
  readonly bases: readonly Basis[]
  readonly sprayed: readonly Sprayed[]
  readonly harvestedOn: readonly Day[]
  readonly tests: readonly PassedTest[]
  /** How many records of growing there are besides the harvest. */
  readonly controlRecords: number
  readonly openPositives: number
}

/**
 * 能不能开 Every reason why a producer may not issue. A rapid negative alone proves nothing of what it cannot see.
 * @law 农业农村部令 2025 年第 4 号; 农产品质量安全法 第二十九条
 */
export function whyNoCertificate(asked: Asked, pesticides: Pesticides): Refusal[] {
  const problems: Refusal[] = []
  const say = (code: keyof typeof inspectionRefusals & string, values = {}, pointer?: string) =>
    problems.push(refusal(inspectionRefusals, code, values, pointer))
  if (asked.openPositives > 0) say('inspection.open_positive')
  for (const one of asked.sprayed) intervalProblem(one, asked.harvestedOn, say)
  if (asked.bases.length === 0) say('inspection.no_basis', {}, '/bases')
  if (asked.bases.includes('control') && asked.controlRecords === 0)
    say('inspection.no_control_records', {}, '/bases')
  for (const basis of ['self-test', 'commissioned'] as const)
    if (asked.bases.includes(basis)) testProblems(asked, basis, pesticides, say)
  return problems
}

type Say = (
  code: keyof typeof inspectionRefusals & string,
  values?: Record<string, string | number>,
  pointer?: string,
) => unknown

function intervalProblem({ name, on, intervalDays }: Sprayed, harvests: readonly Day[], say: Say): void {
  if (intervalDays === undefined) {
    say('inspection.interval_unknown', { name, day: formatDay(on) })
    return
  }
  const until = addDays(on, intervalDays)
  if (harvests.some((harvest) => on <= harvest && harvest < until))
    say('inspection.interval_open', { name, day: formatDay(on), days: intervalDays, until: formatDay(until) })
}

function testProblems(asked: Asked, basis: Basis, pesticides: Pesticides, say: Say): void {
  const wanted = asked.tests.filter(({ method }) => basis === 'self-test' || method.kind === 'confirmatory')
  if (wanted.length === 0) {
    say('inspection.basis_without_test', {}, '/bases')
    return
  }
  const counted = wanted.filter(({ extended }) => !extended)
  if (counted.length === 0) {
    say('inspection.extended_is_no_basis', {}, '/bases')
    return
  }
  const unseen = asked.sprayed.filter(({ name }) => !counted.some((test) => covers(test, name, pesticides)))
  for (const name of new Set(unseen.map((one) => one.name)))
    say('inspection.not_tested_for', { name }, '/bases')
}
