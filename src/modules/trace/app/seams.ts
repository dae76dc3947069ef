import type { AnyDb } from '../../../platform/db/house.ts'

/** In both languages, already masked: it is shown to whoever scans. */
export type Said = { readonly zh: string; readonly en: string }

/** What a room above knows of a test or a certificate of a lot. */
export type Proof = {
  readonly lot: bigint
  readonly kind: 'test' | 'certificate'
  /** `failed` turns the page red, also that of everything made of the lot. */
  readonly result: 'passed' | 'failed' | 'pending'
  /** What to call that result, where 合格 would say too much: a rapid screen proves no absence. */
  readonly word?: Said
  readonly title: Said
  /** A line each: who tested what by which method, against which limit; who promises what. */
  readonly lines: readonly Said[]
  /** Local day, `2026-11-22`. */
  readonly on: string | undefined
  /** Where to see it: a public path of this server. */
  readonly href?: string
}

/** Everything known of these lots, asked in one e-town, read-only. After a change call `retellLots` of public.ts. */
export type ProofSource = (db: AnyDb, etown: number, lots: readonly bigint[]) => Promise<readonly Proof[]>

/** What a room above knows of an order that recalled goods went out with. No buyer: platforms keep those. */
export type OrderTrail = {
  /** As it was asked for. */
  readonly order: string
  /** Through whom its buyer is told: the shop, a depot. */
  readonly through: string
  readonly product: string
  readonly parcel: string | undefined
  /** Local day of the order. */
  readonly on: string
}
export type OrderSource = (
  db: AnyDb,
  etown: number,
  orders: readonly string[],
) => Promise<readonly OrderTrail[]>

/** 接缝 What rooms above add to the answers of this one, since it never calls upwards. `server/rooms.ts` joins them. */
export type TraceSeams = {
  readonly proofs: readonly ProofSource[]
  readonly orders: readonly OrderSource[]
}
