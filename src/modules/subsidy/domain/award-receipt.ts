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

/** 核算单 What one applicant gets by a rule, with every step of arithmetic; recomputable from itself and the rule alone. */
export type AwardReceipt = {
  readonly format: 'ezhen-receipt/1'
  /** SHA-256 of the rule used. */
  readonly rule: string
  readonly subject: Subject
  readonly facts: readonly FactGiven[]
  readonly overrides: readonly Override[]
  readonly places: readonly PlaceGiven[]
  readonly conditions: readonly { readonly name: string; readonly holds: Truth; readonly says: string }[]
  readonly steps: readonly { readonly name: string; readonly value: string | null; readonly says: string }[]
  readonly result: {
    /** 可补; 不符; 待补: a fact is unknown that decides. */
    readonly verdict: '可补' | '不符' | '待补'
    /** Fen; null while it is unknown. */
    readonly amount: string | null
    /** Of a free service what is given, as a clerk writes it. */
    readonly gives: string | null
    readonly asks: readonly { readonly fact: string; readonly document: string }[]
    readonly reasons: readonly string[]
  }
}

/** 核算单文件 A receipt with the whole rule it used: all that is needed to redo it. */
export type ReceiptFile = {
  readonly receipt: AwardReceipt
  readonly rule: RuleUsed
  /** Of the receipt's canonical JSON. */
  readonly sha256: string
}

export const hashOf = (thing: object): string => sha256Hex(canonicalJson(JSON.parse(JSON.stringify(thing))))
