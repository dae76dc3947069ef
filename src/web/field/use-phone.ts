import { createContext, useCallback, useContext, useEffect, useState } from 'react'
import { whoAmI } from '#contract/identity'
import { type FieldPlots, fieldPlots } from '#contract/trace'
import { ask } from '#web/ask.ts'
import { isUnsent, type PhoneRecord, recordsOf } from './queue/journal.ts'
import { keep, kept, readJournal, type Writer } from './queue/phone-store.ts'
import type { Sent } from './queue/send.ts'
import { cameOf, sendNow } from './queue/wire.ts'

/** 这部手机 What this phone keeps and how it stands with the server. */
export type Phone = {
  /** Undefined: nobody signed in on this phone since it was last cleared. */
  readonly writer: Writer | undefined
  readonly plots: FieldPlots | undefined
  /** The writer's own, oldest first. */
  readonly records: readonly PhoneRecord[]
  /** Unsent records of somebody else who wrote on this phone. */
  readonly others: number
  /** The server answered when it was last asked. */
  readonly online: boolean
  readonly sending: boolean
  /** The session is over; what is written waits on the phone. */
  readonly signedOut: boolean
  /** The e-towns one may record in, when there is more than one to choose from. */
  readonly choices: readonly { readonly slug: string; readonly name: string }[]
  choose(slug: string): Promise<void>
  /** Reads the phone, then asks who is signed in and what there is to record on, and sends. */
  refresh(): Promise<Sent>
  /** Reads the phone only: something was written or given up. */
  reread(): Promise<void>
}

type Known = Pick<Phone, 'writer' | 'plots' | 'signedOut' | 'choices'> & {
  readonly reached: boolean

  readonly all: readonly PhoneRecord[]
}
const NOTHING: Known = {
  reached: true,
  writer: undefined,
  plots: undefined,
  signedOut: false,
  choices: [],
  all: [],
}

const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 60_000

export const PhoneContext = createContext<Phone | undefined>(undefined)

export function usePhone(): Phone {
  const phone = useContext(PhoneContext)
  if (phone === undefined) throw new Error('outside the app')
  return phone
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const tell = () => setOnline(navigator.onLine)
    addEventListener('online', tell)
    addEventListener('offline', tell)
    return () => {
      removeEventListener('online', tell)
      removeEventListener('offline', tell)
    }
  }, [])
  return online
}

const readPhone = async (): Promise<Pick<Known, 'writer' | 'plots' | 'all'>> => ({
  writer: await kept('writer'),
  plots: await kept('plots'),
  all: recordsOf(await readJournal()),
})

/** Who is signed in, as this phone may remember: by number. */
async function whoIsHere(
  before: Writer | undefined,
): Promise<Pick<Known, 'reached' | 'writer' | 'signedOut' | 'choices'>> {
  const stays = { reached: true, writer: before, signedOut: false, choices: [] }
  const came = await cameOf(ask(whoAmI))
  if (came === 'signed-out') return { ...stays, signedOut: true }
  if (came === 'no-answer' || 'refused' in came) return { ...stays, reached: false }
  const choices = came.got.towns.filter(({ may }) => may.includes('trace.record'))
  const same = before?.account === came.got.account ? before.etown : undefined
  const town = choices.find(({ slug }) => slug === same) ?? choices[0]
  const writer = {
    account: came.got.account,
    etown: town?.slug ?? '',
    town: town?.name ?? '',
    demonstration: town?.demonstration ?? came.got.demonstration,
  }
  await keep('writer', writer)
  return { ...stays, writer, choices }
}

/** The plots to take along; what is kept already stays where the server does not answer. */
async function plotsOf(writer: Writer | undefined, before: FieldPlots | undefined) {
  if (writer === undefined || writer.etown === '') return before
  const came = await cameOf(ask(fieldPlots, { etown: writer.etown }))
  if (came === 'no-answer' || came === 'signed-out' || 'refused' in came) return before
  await keep('plots', came.got)
  return came.got
}

/**
 * Asks at once when the app opens or is taken up again, when the phone says the network is back (some never do), and
 * when there is more or less to send; after a silence again, each time after twice as long, a minute at most.
 */
function useAgain(refresh: () => Promise<Sent>, waiting: number, online: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what waits and the network are why it is asked anew
  useEffect(() => {
    let wait = FIRST_WAIT_MS
    const attempt = async () => {
      if ((await refresh()) !== 'no-answer') return
      wait = Math.min(wait * 2, LONGEST_WAIT_MS)
      timer = setTimeout(attempt, wait)
    }
    let timer = setTimeout(attempt, 0)
    const takenUp = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') timer = setTimeout(attempt, 0)
    }
    document.addEventListener('visibilitychange', takenUp)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', takenUp)
    }
  }, [refresh, waiting, online])
}

const isOnItsWay = ({ state, photosLeft }: PhoneRecord): boolean =>
  state === 'waiting' || (state === 'received' && photosLeft.length > 0)

/** The state of the whole app: made once, at its root. */
export function usePhoneState(): Phone | undefined {
  const online = useOnline()
  const [known, setKnown] = useState<Known>()
  const [sending, setSending] = useState(false)

  const learn = useCallback(
    (more: Partial<Known>) => setKnown((before) => ({ ...(before ?? NOTHING), ...more })),
    [],
  )
  const reread = useCallback(async () => learn(await readPhone()), [learn])

  const refresh = useCallback(async (): Promise<Sent> => {
    const phone = await readPhone()
    learn(phone)
    if (!navigator.onLine) return 'no-answer'
    const here = await whoIsHere(phone.writer)
    learn(here)
    if (!here.reached) return 'no-answer'
    if (here.signedOut || here.writer === undefined) return 'signed-out'
    setSending(true)
    const sent = await sendNow(here.writer.account).finally(() => setSending(false))
    learn({ reached: sent !== 'no-answer', signedOut: sent === 'signed-out', all: (await readPhone()).all })
    // After sending, so that what was just recorded is among what the server tells.
    if (sent === 'all') learn({ plots: await plotsOf(here.writer, phone.plots) })
    return sent
  }, [learn])

  const { all = [], reached, ...rest } = known ?? NOTHING
  const records = all.filter(({ entry }) => entry.by === rest.writer?.account)
  useAgain(refresh, records.filter(isOnItsWay).length, online)

  if (known === undefined) return undefined
  return {
    ...rest,
    records,
    others: all.filter((one) => isUnsent(one) && one.entry.by !== rest.writer?.account).length,
    online: online && reached,
    sending,
    refresh,
    reread,
    async choose(slug) {
      const town = rest.choices.find((one) => one.slug === slug)
      if (rest.writer === undefined || town === undefined) return
      await keep('writer', { ...rest.writer, etown: slug, town: town.name })
      await refresh()
    },
  }
}
