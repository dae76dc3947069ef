import { addDays, type Day, startOfDay } from '#kernel/day'
import { TRACE_STORIES, type TraceRecord, type TraceStory } from '#world/traces'
import type { Caller } from './demo-caller.ts'
import { drawnPhoto } from './demonstration-photo.ts'

const NINE_O_CLOCK_MS = 9 * 3_600_000

/**
 * Brings in the e-town's traced product, from its plot to its labels.
 * @param today the day the demonstration was asked for: a load that goes on tomorrow asks for the same acts
 * @returns the path of one label's page, undefined where the world tells of no product
 */
export async function bringInTraces(
  operator: Caller,
  at: string,
  code: string,
  today: Day,
  party: string,
): Promise<string | undefined> {
  const story = TRACE_STORIES.find(({ town }) => town === code)
  if (story === undefined) return undefined
  const ago = (days: number): Day => addDays(today, -days)
  const instant = (days: number): string => new Date(startOfDay(ago(days)) + NINE_O_CLOCK_MS).toISOString()
  const make = async (path: string, body: Record<string, unknown>): Promise<string> =>
    String((await operator.act('POST', `${at}/${path}`, body)).id)
  const record =
    (about: Record<string, string>) =>
    async ({ kind, daysAgo, facts, photo }: TraceRecord) => {
      const step = await make('trace-steps', { kind, ...about, occurredAt: instant(daysAgo), facts })
      if (photo === undefined) return
      const picture = await drawnPhoto(photo, daysAgo)
      await operator.upload(`${at}/trace-steps/${step}/photo`, `${photo}.jpg`, piecesOf(picture), 'PUT')
    }

  const item = await make('trace-items', { party, ...story.item, numbering: 'restricted' })
  const site = await make('party-sites', { kind: 'base', name: story.base, party, openedOn: ago(400) })
  const { name, daysAgo, areaMu } = story.season
  const season = await make('trace-seasons', {
    item,
    site,
    name,
    startedOn: ago(daysAgo),
    ...(areaMu === undefined ? {} : { areaMu }),
  })
  for (const step of story.grown) await record({ season })(step)
  const { quantity, way } = story.harvest
  const lot = await make(`trace-seasons/${season}/harvest`, {
    occurredAt: instant(story.harvest.daysAgo),
    quantity,
    way,
  })
  for (const step of story.handled) await record({ lot })(step)
  const run = await make(`trace-lots/${lot}/labels`, { quantity: story.labels })
  const made = await operator.until(
    `${at}/trace-label-runs/${run}`,
    (answer) => Number(answer.made) === story.labels,
  )
  const [link, ...codes] = made.sample as readonly string[]
  await letGo(operator, at, story, { party, lot, codes })
  return link === undefined ? undefined : new URL(link).pathname
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

type Made = { readonly party: string; readonly lot: string; readonly codes: readonly string[] }

/** What has left, so that a recall has somebody to tell; and the number the national platform gave the party. */
async function letGo(
  operator: Caller,
  at: string,
  story: TraceStory,
  { party, lot, codes }: Made,
): Promise<void> {
  const code = story.subjectCode
  await operator.act('POST', `${at}/trace-subject-codes`, { party, kind: 'operator', code })
  for (const { quantity, ...trade } of story.sold)
    await operator.act('POST', `${at}/trace-lots/${lot}/draw`, { why: 'sale', quantity, trade })
  const { order, parcel, buyer } = story.packs
  const trade = { order, parcel, buyer }
  await operator.act('POST', `${at}/trace-lots/${lot}/dispatches`, { codes, trade })
}
