import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { routeRefusals } from '../contract/refusals.ts'
import type { Location } from '../domain/routing/coordinates.ts'
import type { Matrix } from '../domain/routing/input.ts'
import { type MatrixProvider, straightDistances } from './distances.ts'

type Table = {
  readonly code?: unknown
  readonly durations?: readonly (readonly unknown[])[]
  readonly distances?: readonly (readonly unknown[])[]
}

/** Rows and columns asked for at once: servers cap the table, 100 places by default. */
const CHUNK = 50
const PATIENCE_MS = 20_000
/** More than that a day's driving is not. */
const LARGEST = 700_000_000

/** An OSRM-compatible server's `/table/v1`. Only the operator of the platform says which: it is asked from inside. */
export const osrmDistances = (server: string, patienceMs = PATIENCE_MS, chunk = CHUNK): MatrixProvider => ({
  source: () => {
    const { host } = new URL(server)
    return { zh: `路网服务 ${host}`, en: `road server ${host}` }
  },
  matrices: async ({ places, profiles, signal }) => {
    const found = new Map<string, Matrix>()
    for (const profile of profiles) {
      if (!/^[a-z][a-z0-9_-]{0,31}$/i.test(profile)) return no(new URL(server).host, `profile ${profile}`)
      const table = await tableOf(`${server.replace(/\/+$/, '')}/table/v1/${profile}/`, places, {
        chunk,
        patienceMs,
        signal,
      })
      if (!table.ok) return table
      found.set(profile, table.value)
    }
    return granted(found)
  },
})

const no = (what: string, why: string): Outcome<never> =>
  refused(refusal(routeRefusals, 'logistics.route_distances', { what, why }))

/** What a house plans with: the road server it was given, else straight lines. */
export const distancesOf = (server: string | undefined): MatrixProvider =>
  server === undefined ? straightDistances : osrmDistances(server)

type Way = {
  readonly chunk: number
  readonly patienceMs: number
  readonly signal: AbortSignal | undefined
}

async function tableOf(url: string, places: readonly Location[], way: Way): Promise<Outcome<Matrix>> {
  const size = places.length
  const durations = new Int32Array(size * size).fill(-1)
  const distances = new Int32Array(size * size).fill(-1)
  for (let a = 0; a < size; a += way.chunk)
    for (let b = 0; b < size; b += way.chunk) {
      const [from, to] = [places.slice(a, a + way.chunk), places.slice(b, b + way.chunk)]
      const table = await askTable(url, from, to, way)
      if (!table.ok) return table
      for (let i = 0; i < from.length; i++)
        for (let j = 0; j < to.length; j++) {
          const at = (a + i) * size + b + j
          const [seconds, metres] = [table.value.durations?.[i]?.[j], table.value.distances?.[i]?.[j]]
          if (a + i === b + j) durations[at] = distances[at] = 0
          else if (isWay(seconds) && isWay(metres)) {
            durations[at] = Math.round(seconds)
            distances[at] = Math.round(metres)
          }
        }
    }
  return granted({ size, durations, distances, costs: null })
}

const isWay = (x: unknown): x is number => typeof x === 'number' && x >= 0 && x <= LARGEST

async function askTable(
  url: string,
  from: readonly Location[],
  to: readonly Location[],
  { patienceMs, signal }: Way,
): Promise<Outcome<Table>> {
  const coordinates = [...from, ...to].map(([lon, lat]) => `${lon.toFixed(6)},${lat.toFixed(6)}`).join(';')
  const sources = from.map((_, i) => i).join(';')
  const destinations = to.map((_, i) => from.length + i).join(';')
  const question = `annotations=duration,distance&sources=${sources}&destinations=${destinations}`
  const late = AbortSignal.timeout(patienceMs)
  try {
    const answer = await fetch(`${url}${coordinates}?${question}`, {
      // A road server that sends us elsewhere is not the one that was configured.
      redirect: 'error',
      signal: signal === undefined ? late : AbortSignal.any([signal, late]),
    })
    const table: unknown = JSON.parse(await answer.text())
    if (isTable(table) && table.code === 'Ok') return granted(table)
    return no(new URL(url).host, `${answer.status} ${isTable(table) ? String(table.code) : ''}`.trim())
  } catch (error) {
    // What the caller called off is the caller's; everything else is an answer that did not come.
    if (signal?.aborted === true) throw signal.reason
    return no(new URL(url).host, late.aborted ? `> ${patienceMs} ms` : whyOf(error))
  }
}

const isTable = (x: unknown): x is Table => typeof x === 'object' && x !== null

const whyOf = (error: unknown): string =>
  error instanceof Error
    ? error.cause instanceof Error
      ? error.cause.message
      : error.message
    : String(error)
