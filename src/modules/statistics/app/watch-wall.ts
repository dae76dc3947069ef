import { Readable } from 'node:stream'
import { granted, type Outcome } from '#kernel/refusal'
import { inEtown } from '#platform/db/act'
import { changeStamp } from '#platform/db/change-stamp'
import { roomOf } from '#platform/db/house'
import type { House } from '#platform/house'
import type { Call, Etown, RawAnswer } from '#platform/http/route'
import { type watchWall, zWall } from '../contract/index.ts'
import { readRolled } from '../db/rolled.ts'
import { makeWall } from './make-wall.ts'
import { today } from './on-the-wire.ts'
import type { StatisticsSeams } from './seams.ts'

/** How often is looked whether anything has changed, while anybody watches. */
const LOOK_MS = 2_000
/** Nothing changed: told so that whoever watches knows that the line stands. */
const BEAT_MS = 10_000
/** Who does not read this much is cut off, and may come again. */
const MOST_WAITING = 512 * 1_024

type Watched = {
  readonly etown: Etown
  readonly seams: StatisticsSeams
  readonly watchers: Set<Readable>
  stamp: string
  text: string
  told: number
  looking: Promise<void> | undefined
}
/** 大屏的共同计算 One computation for everybody who watches an e-town, however many they are. */
type Hub = { readonly towns: Map<number, Watched>; timer: NodeJS.Timeout | undefined; made: number }

const hubs = new WeakMap<House, Hub>()
function hubOf(house: House): Hub {
  const known = hubs.get(house)
  if (known !== undefined) return known
  const hub: Hub = { towns: new Map(), timer: undefined, made: 0 }
  hubs.set(house, hub)
  return hub
}

/** How many walls a process has made: watchers share them. */
export const wallsMade = (house: House): number => hubOf(house).made

/** 订阅大屏 */
export async function watchWallIn(
  call: Call<typeof watchWall, 'statistics'>,
  seams: StatisticsSeams,
): Promise<Outcome<RawAnswer>> {
  return granted({
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // A proxy that gathers would hold the stream back.
      'x-accel-buffering': 'no',
    },
    body: watch(call.house, call.etown, seams),
  })
}

function watch(house: House, etown: Etown, seams: StatisticsSeams): Readable {
  const hub = hubOf(house)
  const town = hub.towns.get(etown.id) ?? opened(hub, etown, seams)
  const stream = new Readable({ read() {} })
  town.watchers.add(stream)
  // Whoever watches asks again, so that a key withdrawn bites; not all at the same moment.
  const end = () => stream.push(null)
  const lasts = house.config.streamSeconds * 1_000 * (0.8 + 0.2 * Math.random())
  const over = setTimeout(end, lasts).unref()
  stream.on('close', () => {
    clearTimeout(over)
    town.watchers.delete(stream)
    if (town.watchers.size === 0) hub.towns.delete(etown.id)
    if (hub.towns.size === 0) {
      clearInterval(hub.timer)
      hub.timer = undefined
    }
  })
  hub.timer ??= setInterval(() => lookAtAll(house, hub), LOOK_MS).unref()
  if (town.text !== '') stream.push(town.text)
  else look(house, hub, town)
  return stream
}

function opened(hub: Hub, etown: Etown, seams: StatisticsSeams): Watched {
  const watchers = new Set<Readable>()
  const town: Watched = { etown, seams, watchers, stamp: '', text: '', told: 0, looking: undefined }
  hub.towns.set(etown.id, town)
  return town
}

function lookAtAll(house: House, hub: Hub): void {
  for (const town of hub.towns.values()) {
    look(house, hub, town)
  }
}

/** One look at a time: a database that is slow is not asked twice. */
function look(house: House, hub: Hub, town: Watched): void {
  town.looking ??= refresh(house, hub, town)
    .catch((err: unknown) => house.log.error({ err, etown: town.etown.id }, 'wall not made'))
    .finally(() => {
      town.looking = undefined
    })
}

async function refresh(house: House, hub: Hub, town: Watched): Promise<void> {
  const now = house.clock()
  const stamp = await stampOf(house, town.etown.id, now)
  if (stamp !== town.stamp) {
    const wall = await inEtown(house.pool, town.etown.id, 'snapshot', ({ db }) =>
      makeWall({ db: roomOf(db, reads()), etown: town.etown, now, locked: town.seams.locked }),
    )
    if (!wall.ok) throw new Error(wall.refused.map(({ code }) => code).join(', '))
    hub.made += 1
    town.stamp = stamp
    town.text = `event: wall\ndata: ${JSON.stringify(zWall.parse(wall.value))}\n\n`
    tell(town, town.text)
  } else if (Date.now() - town.told >= BEAT_MS) {
    tell(town, `event: beat\ndata: {"at":"${now.toISOString()}"}\n\n`)
  }
}

const reads = (): 'statistics' | 'party_pub' | 'market_pub' => 'statistics'

/** Another text after anything that changes a figure: an act, an event, a fold, a scan that was counted, a new day. */
async function stampOf(house: House, etown: number, now: Date): Promise<string> {
  return inEtown(house.pool, etown, 'read', async ({ db }) =>
    [
      await changeStamp(db, etown),
      (await readRolled(roomOf(db, 'statistics'), etown, 'scans'))?.mark ?? '',
      today(now),
    ].join(' '),
  )
}

function tell(town: Watched, text: string): void {
  town.told = Date.now()
  for (const stream of town.watchers) {
    if (stream.readableLength > MOST_WAITING) stream.destroy()
    else stream.push(text)
  }
}
