import { type Day, day, dayOfInstant, formatDay } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { pageAsked, pageOf } from '../../../kernel/page.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Db } from '../../../platform/db/house.ts'
import type { Actor } from '../../../platform/http/actor.ts'
import type { Call } from '../../../platform/http/route.ts'
import { sitesOf } from '../../party/public.ts'
import {
  type getSeason,
  type listSeasons,
  lotRefusals,
  type openSeason,
  type Season,
  UNITS,
} from '../contract/index.ts'
import { itemsById } from '../db/items.ts'
import { insertSeason, pageOfSeasons, type SeasonRow, seasonsById } from '../db/seasons.ts'
import { stepsOf } from '../db/steps.ts'
import { quantity, quantityText } from '../domain/quantity.ts'
import { heldBackBy } from '../domain/safety-interval.ts'
import { onlyParty, partyNames, sees } from './seeing.ts'
import { applicationsIn, stepViews } from './step-views.ts'

type Where = { readonly db: Db<'trace'>; readonly etown: { readonly id: number } }

export async function seasonViews({ db, etown }: Where, rows: readonly SeasonRow[]) {
  const items = await itemsById(
    db,
    etown.id,
    rows.map((row) => row.item),
  )
  const sites = await sitesOf(
    db,
    etown.id,
    rows.map((row) => row.site),
  )
  const nameOf = await partyNames(
    db,
    etown.id,
    rows.map((row) => row.party),
  )
  return (row: SeasonRow): Season => {
    const item = items.find(({ id }) => id === row.item)
    return {
      id: String(row.id),
      name: row.name,
      item: String(row.item),
      itemName: item?.name ?? '—',
      unit: keyIn(UNITS, item?.unit ?? 'kg'),
      party: String(row.party),
      partyName: nameOf(row.party),
      siteName: sites.get(row.site)?.name ?? '—',
      areaMu: row.area_mu === null ? undefined : quantityText(quantity(row.area_mu)),
      startedOn: day(row.started_on),
    }
  }
}

export async function listSeasonsIn(
  call: Call<typeof listSeasons, 'trace'>,
): Promise<Outcome<AnswerOf<typeof listSeasons>>> {
  const page = pageAsked(call.query)
  const only = onlyParty(call.actor, call.etown.id)
  const { rows, total } = await pageOfSeasons(call.db, call.etown.id, only, page)
  return granted({ total, ...pageOf(rows, page.limit, await seasonViews(call, rows)) })
}

export async function openSeasonIn(
  call: Call<typeof openSeason, 'trace'>,
): Promise<Outcome<AnswerOf<typeof openSeason>>> {
  const { db, etown, actor, body } = call
  const today = dayOfInstant(call.now.getTime())
  const problems = []
  const [item] = await itemsById(db, etown.id, [BigInt(body.item)])
  const site = (await sitesOf(db, etown.id, [BigInt(body.site)])).get(BigInt(body.site))
  if (item === undefined || !sees(actor, etown.id, item.party))
    problems.push(refusal(lotRefusals, 'trace.item_unknown', {}, '/item'))
  if (site === undefined || (item !== undefined && site.party !== item.party))
    problems.push(refusal(lotRefusals, 'trace.site_unknown', {}, '/site'))
  if (body.startedOn > today)
    problems.push(
      refusal(
        lotRefusals,
        'trace.day_later',
        { what: `开始日期（今天是${formatDay(today)}）` },
        '/startedOn',
      ),
    )
  if (problems.length > 0 || item === undefined || site === undefined) return refused(...problems)
  const { id } = await insertSeason(db, {
    etown: etown.id,
    party: item.party,
    site: site.id,
    item: item.id,
    name: body.name,
    area_mu: body.areaMu ?? null,
    started_on: body.startedOn,
    opened_by: actor?.account ?? '',
  })
  call.note(String(id), { item: body.item })
  call.announce({
    kind: 'trace.season-opened',
    subject: String(id),
    payload: { party: String(item.party), item: body.item, startedOn: body.startedOn },
  })
  return granted({ id: String(id) })
}

/** The season of the path, if this person may see it. */
export async function seenSeason(
  { db, etown, actor }: Where & { readonly actor: Actor | undefined },
  id: string,
): Promise<Outcome<SeasonRow>> {
  const [row] = await seasonsById(db, etown.id, [BigInt(id)])
  return row !== undefined && sees(actor, etown.id, row.party)
    ? granted(row)
    : refused(refusal(lotRefusals, 'trace.season_unknown'))
}

export async function getSeasonIn(
  call: Call<typeof getSeason, 'trace'>,
): Promise<Outcome<AnswerOf<typeof getSeason>>> {
  const found = await seenSeason(call, call.params.season)
  if (!found.ok) return found
  const steps = await stepsOf(call.db, call.etown.id, { seasons: [found.value.id], lots: [] })
  const today: Day = dayOfInstant(call.now.getTime())
  const view = await seasonViews(call, [found.value])
  return granted({
    ...view(found.value),
    steps: await stepViews(call.db, steps),
    harvestFrom: heldBackBy(applicationsIn(steps), today)?.until,
  })
}
