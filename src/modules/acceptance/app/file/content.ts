import { keysOf } from '#kernel/keys'
import { citationsOf } from '#plan'
import { inEtown } from '../../../../platform/db/act.ts'
import { roomOf } from '../../../../platform/db/house.ts'
import type { House } from '../../../../platform/house.ts'
import type { Etown } from '../../../../platform/http/route.ts'
import { foldNext } from '../../../../platform/work/consumers.ts'
import { ITEM_VERDICTS, type ItemDetail, type ItemVerdict } from '../../contract/index.ts'
import { type ClauseCover, coverOf } from '../../domain/plan-items.ts'
import { collectEvidence } from '../collect-evidence.ts'
import { type DrawFacts, drawsFacts } from '../draw-facts.ts'
import { gatherItems } from '../gather-items.ts'
import { itemDetail } from '../item-detail.ts'
import { type Scoring, scoringOf } from '../scoring.ts'

/** 验收档案 The whole file as data: what PDF, index.html and index.json are three drawings of. */
export type Content = {
  readonly etown: { readonly slug: string; readonly name: string; readonly demonstration: boolean }
  readonly plan: { readonly title: string; readonly number: string; readonly version: string }
  readonly madeAt: string
  readonly items: readonly ItemDetail[]
  readonly verdicts: Readonly<Record<ItemVerdict, number>>
  /** How many items have a gap. */
  readonly gaps: number
  /** Every clause of the document, with what became of it. */
  readonly clauses: readonly ClauseCover[]
  readonly scoring: readonly Scoring[]
  readonly draws: readonly DrawFacts[]
}

export type Making = {
  readonly house: House
  readonly etown: Etown
  readonly now: Date
  readonly signal?: AbortSignal | undefined
  readonly progress?: ((report: { readonly done: number; readonly of: number }) => Promise<void>) | undefined
}

/** Undefined before a plan is in force. Read from one snapshot of the e-town, after what has happened is collected. */
export async function contentOf({
  house,
  etown,
  now,
  signal,
  progress,
}: Making): Promise<Content | undefined> {
  while ((await foldNext(house, etown.id, collectEvidence)) > 0) signal?.throwIfAborted()
  return inEtown(house.pool, etown.id, 'snapshot', async ({ db }) => {
    const where = { db, etown, now }
    const gathered = await gatherItems(where)
    if (gathered === undefined) return undefined
    const { plan, number, planItems } = gathered
    const items: ItemDetail[] = []
    for (const item of gathered.items) {
      signal?.throwIfAborted()
      items.push(await itemDetail(where, gathered, item))
      if (items.length % 10 === 0) await progress?.({ done: items.length, of: gathered.items.length })
    }
    const count = (verdict: ItemVerdict): number => items.filter((item) => item.verdict === verdict).length
    const verdicts = Object.fromEntries(keysOf(ITEM_VERDICTS).map((v) => [v, count(v)]))
    return {
      etown: { slug: etown.slug, name: etown.name, demonstration: etown.demonstration },
      plan: { title: plan.document.title, number: plan.document.number, version: String(number) },
      madeAt: now.toISOString(),
      items,
      verdicts: { ...NONE, ...verdicts },
      gaps: items.filter(({ gaps }) => gaps.length > 0).length,
      clauses: coverOf(plan, planItems, citationsOf(plan)),
      scoring: await scoringOf(roomOf(db, 'acceptance'), etown.id),
      draws: await drawsFacts(roomOf(db, 'acceptance'), etown.id),
    }
  })
}

const NONE = { met: 0, 'not-met': 0, waiting: 0, unknown: 0, 'by-hand': 0 } as const
