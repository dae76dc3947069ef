import { dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { fen } from '#kernel/money'
import { pageBy } from '#kernel/page'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { fromFen, limitOf } from '#kernel/wire'
import { planOf } from '#plan'
import type { Call } from '../../../platform/http/route.ts'
import { type listGoods, type sortGoods, subsidyRefusals } from '../contract/index.ts'
import { pageOfGoods, productsIn, sortGoods as sortRows } from '../db/goods.ts'
import { onlyParty } from './seeing.ts'

/** The kinds the plan in force tells apart. */
async function kindsIn(call: {
  readonly db: Call<typeof sortGoods, 'subsidy'>['db']
  readonly etown: { readonly id: number }
  readonly now: Date
}): Promise<readonly string[]> {
  const plan = (await planOf(call.db, call.etown.id, dayOfInstant(call.now.getTime())))?.plan
  const facts = plan?.schemes?.flatMap((scheme) => scheme.facts) ?? []
  return [
    ...new Set(
      facts.flatMap((fact) => (fact.kind === '数值' && fact.goods !== undefined ? [fact.goods] : [])),
    ),
  ]
}

type Found = { readonly unsorted?: 'yes' | undefined; readonly text?: string | undefined }

const narrowed = ({ unsorted, text = '' }: Found, party?: bigint | undefined) => ({
  party,
  unsorted: unsorted === 'yes',
  text,
})

/** 卖过的商品 A merchant sees its own. */
export async function listGoodsIn(
  call: Call<typeof listGoods, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof listGoods>>> {
  const { db, etown, query } = call
  const limit = limitOf(query)
  const narrowing = narrowed(query, onlyParty(call.actor, etown.id))
  const { rows, total } = await pageOfGoods(db, etown.id, narrowing, { after: query.after, limit })
  return granted({
    kinds: [...(await kindsIn(call))],
    total,
    ...pageBy(
      rows,
      limit,
      ({ product, kind, fen: sum, rows: lines }) => ({
        product,
        soldFen: fromFen(fen(sum)),
        lines: Number(lines),
        ...(kind === null ? {} : { kind }),
      }),
      ({ product }) => product,
    ),
  })
}

/** 归类 Every product once, as the office reads the county's rule; what is not paid yet is counted anew. */
export async function sortGoodsIn(
  call: Call<typeof sortGoods, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof sortGoods>>> {
  const { kind, which } = call.body
  const kinds = await kindsIn(call)
  if (!kinds.includes(kind))
    return refused(
      refusal(subsidyRefusals, 'subsidy.goods_kind_unknown', { kind, known: kinds.join('、') }, '/kind'),
    )
  const products =
    'products' in which ? which.products : await productsIn(call.db, call.etown.id, narrowed(which))
  if ('seen' in which && which.seen !== products.length)
    return refused(
      refusal(subsidyRefusals, 'subsidy.goods_changed', { seen: which.seen, now: products.length }),
    )
  const sorted = await sortRows(call.db, call.etown.id, {
    products,
    kind,
    by: call.actor?.account ?? '',
    at: call.now,
  })
  call.note('goods', { kind, sorted })
  call.announce({ kind: 'subsidy.goods-sorted', subject: kind, payload: { sorted } })
  return granted({ sorted })
}
