import { canonicalJson } from '#kernel/canonical'
import { sha256Hex } from '#kernel/sha256'
import type { RuleUsed } from './rule-used.ts'

/** What a fact rests on: a file by its hash, or rows by where they stand. */
export type FactEvidence = { readonly what: string; readonly ref: string; readonly sha256?: string }

/** 明细 Amounts with how often each occurs, both as whole numbers in text. */
export type ListText = readonly (readonly [amount: string, count: string])[]

/** 已知事实 A fact of one applicant; `null` is unknown. Numbers stand in base units (fen), exact: `612345678`, `1/3`. */
export type FactGiven = {
  readonly name: string
  readonly value: string | null | ListText
  readonly evidence: readonly FactEvidence[]
}

/** 放宽 A cap that holds 原则上 only, widened for one applicant by a second person. `amount` in base units. */
export type Override = {
  readonly step: string
  readonly amount: string
  readonly reason: string
  readonly proposer: string
  readonly approver: string
}

/** 名次 Where an applicant stands in a tier (from 1) among all of the window. */
export type PlaceGiven = {
  readonly step: string
  readonly tier: number
  readonly place: number
  readonly among: number
}

/** 核算对象 Whose award is computed, for which project. No personal data: names are looked up where it is shown. */
export type Subject = { readonly applicant: string; readonly project: string }

export type Asked = {
  readonly subject: Subject
  readonly facts: readonly FactGiven[]
  readonly overrides?: readonly Override[]
  readonly places?: readonly PlaceGiven[]
}

export type Truth = '真' | '假' | '未知'

/** What a receipt is made of, in every format. */
type Made = {
  /** SHA-256 of the rule used. */
  readonly rule: string
  readonly subject: Subject
  readonly facts: readonly FactGiven[]
  readonly overrides: readonly Override[]
  readonly places: readonly PlaceGiven[]
}

/** Given (可补), not given (不符), or open (待补): a fact is unknown that decides. */
export type Verdict = '可补' | '不符' | '待补'

/**
 * 核算单 What one applicant gets by a rule: every condition, every step's value, the result. The sentences follow from it and
 * its rule (`explain`), so that a word mended later does not make an old receipt false. Recomputable from itself and the rule.
 */
export type AwardReceipt = Made & {
  readonly format: 'ezhen-receipt/2'
  readonly conditions: readonly { readonly name: string; readonly holds: Truth }[]
  /** Values in base units, exact; null while something is unknown. None where a condition is false. */
  readonly steps: readonly { readonly name: string; readonly value: string | null }[]
  /** `amount` in fen, null while it is unknown; `asks`: the facts that are asked for. */
  readonly result: {
    readonly verdict: Verdict
    readonly amount: string | null
    readonly asks: readonly string[]
  }
}

/** 核算说明 The same in sentences: what is shown and printed, and a clerk redoes by hand. */
export type Explained = {
  readonly conditions: readonly { readonly name: string; readonly holds: Truth; readonly says: string }[]
  readonly steps: readonly { readonly name: string; readonly value: string | null; readonly says: string }[]
  readonly result: {
    readonly verdict: Verdict
    readonly amount: string | null
    /** Of a free service what is given, as a clerk writes it. */
    readonly gives: string | null
    readonly asks: readonly { readonly fact: string; readonly document: string }[]
    readonly reasons: readonly string[]
  }
}

/** 第一版核算单 Issued before format 2: its sentences are hashed with it. None is issued any more; all still verify. */
export type FirstReceipt = Made & Explained & { readonly format: 'ezhen-receipt/1' }

/** 核算单文件 A receipt with the whole rule it used: all that is needed to redo it. */
export type ReceiptFile = {
  readonly receipt: AwardReceipt | FirstReceipt
  readonly rule: RuleUsed
  /** Of the receipt's canonical JSON. */
  readonly sha256: string
}

export const hashOf = (thing: object): string => sha256Hex(canonicalJson(JSON.parse(JSON.stringify(thing))))
