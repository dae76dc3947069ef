import { useEffect, useState } from 'react'
import { FIELD_FORM } from '#contract/trace'
import { dayOfInstant, formatDay } from '#kernel/day'
import { newKey } from '#web/ask.ts'
import { useBoth, useWords } from '#web/ui/words.ts'
import { dayFault, faultsOf, instantOf, plain } from '../answers.ts'
import type { Draft } from '../draft.ts'
import { fieldWords } from '../field-words.ts'
import { applicationsOf, heldBack } from '../interval.ts'
import { Notice, Primary, Screen } from '../Kit.tsx'
import type { Position } from '../place.ts'
import { keep, kept, saveEntry } from '../queue/phone-store.ts'
import { go, type Road } from '../road.ts'
import { type Subject, subjectOf } from '../subject.ts'
import type { Tile } from '../tiles.ts'
import { usePhone } from '../use-phone.ts'
import { Ask, Check, HarvestDay, Proof, type Shot, When } from './pages.tsx'

type WriteRoad = Extract<Road, { at: 'write' }>

/** 记一笔 A few short pages: when, what, a photo and the place, a look at it all; then it is kept. */
export function Write(road: WriteRoad) {
  const w = useWords(fieldWords)
  const { plots } = usePhone()
  const subject = subjectOf(plots, road.of, road.id)
  const tile = subject?.tiles.find(({ name }) => name === road.tile)
  const about = `${road.of}/${road.id}/${road.tile}`
  const [draft, setDraft] = useState<Draft>()
  useEffect(() => {
    const blank: Draft = { about, day: dayOfInstant(Date.now()), facts: {}, place: '' }
    kept('draft').then(
      (before) => setDraft(before?.about === about ? before : blank),
      () => setDraft(blank),
    )
  }, [about])
  if (subject === undefined || tile === undefined)
    return (
      <Screen title={w.whatDone} back={() => go({ at: 'plots' })}>
        <p>{w.noPlots}</p>
      </Screen>
    )
  if (draft === undefined) return <p className="opening">{w.opening}</p>
  const change = (more: Partial<Draft>) => {
    const next = { ...draft, ...more }
    setDraft(next)
    keep('draft', next).catch(() => undefined)
  }
  return <Pages road={road} subject={subject} tile={tile} draft={draft} change={change} />
}

type Writing = {
  readonly road: WriteRoad
  readonly subject: Subject
  readonly tile: Tile
  readonly draft: Draft
  readonly change: (more: Partial<Draft>) => void
}

function Pages({ road, subject, tile, draft, change }: Writing) {
  const w = useWords(fieldWords)
  const say = useBoth()
  const { plots, records, writer, reread } = usePhone()
  const [shots, setShots] = useState<readonly Shot[]>([])
  const [position, setPosition] = useState<Position>()
  const [tried, setTried] = useState(false)
  const [trouble, setTrouble] = useState(false)
  const [saving, setSaving] = useState(false)
  const steps = tile.ask.length + 3
  const page = Math.min(road.page, steps - 1)
  const names = tile.ask[page - 1] ?? []
  const facts = { ...draft.facts, ...tile.preset }
  const faults = faultsOf(w, say, tile, page === steps - 1 ? tile.ask.flat() : names, facts)
  const wrongDay = dayFault(w, draft.day, subject.from, dayOfInstant(Date.now()))
  const known = road.of === 'season' ? applicationsOf(road.id, plots, records) : []
  const held = tile.kind === 'harvest' ? heldBack(known, draft.day) : undefined
  const days = plain(facts.intervalDays ?? '')
  const own =
    tile.kind === 'input' && /^\d{1,3}$/.test(days)
      ? [{ name: facts.name ?? '', on: draft.day, intervalDays: Number(days) }]
      : []
  const harvestDay = own.length > 0 ? heldBack([...known, ...own], draft.day)?.until : undefined
  const blocked = wrongDay !== undefined || held !== undefined || Object.keys(faults).length > 0

  const turn = (to: number) => go({ ...road, page: to })
  const next = () => {
    setTried(blocked)
    if (!blocked) turn(page + 1)
  }
  const save = async () => {
    if (writer === undefined || blocked) return setTried(true)
    setSaving(true)
    setTrouble(false)
    const now = Date.now()
    const said = plain(draft.place)
    const filled = Object.entries(facts).flatMap(([name, value]) =>
      plain(value) === '' ? [] : [[name, plain(value)] as const],
    )
    const entry = {
      id: newKey(),
      form: FIELD_FORM,
      kind: tile.kind,
      ...(road.of === 'season' ? { season: road.id } : { lot: road.id }),
      facts: Object.fromEntries(filled),
      occurredAt: instantOf(draft.day, now),
      savedAt: new Date(now).toISOString(),
      ...((said !== '' || position) && {
        place: { ...(said !== '' && { said }), ...(position && { position }) },
      }),
      by: writer.account,
      etown: writer.etown,
      title: `${say(tile)} · ${subject.title}`,
      photos: shots.map(({ id }) => id),
    }
    try {
      const photos = await Promise.all(
        shots.map(async ({ id, content }) => [id, await content.arrayBuffer()] as const),
      )
      await saveEntry(entry, new Map(photos), draft.closes)
      // So that the browser does not clear what is not sent; it may say no, and shows nothing.
      await navigator.storage?.persist?.().catch(() => false)
      await reread()
      go({ at: 'done', id: entry.id }, true)
    } catch {
      setTrouble(true)
      setSaving(false)
    }
  }
  return (
    <Screen
      title={say(tile)}
      back={() => (page === 0 ? go({ at: 'tiles', of: road.of, id: road.id }) : turn(page - 1))}
    >
      <p className="subject">
        {subject.title} · {w.pageOf(page + 1, steps)}
      </p>
      {page === 0 && <When draft={draft} change={change} fault={wrongDay} />}
      {names.length > 0 && (
        <Ask
          tile={tile}
          names={names}
          subject={subject}
          draft={draft}
          change={change}
          faults={tried ? faults : {}}
        />
      )}
      {page === steps - 2 && (
        <Proof
          draft={draft}
          change={change}
          shots={shots}
          setShots={setShots}
          position={position}
          setPosition={setPosition}
          newId={newKey}
        />
      )}
      {page === steps - 1 && (
        <Check tile={tile} subject={subject} draft={draft} shots={shots} position={position} />
      )}
      {(names.includes('intervalDays') || page === steps - 1) && <HarvestDay day={harvestDay} />}
      {held && (
        <Notice tone="bad">
          <p className="big">{w.harvestFrom(formatDay(held.until))}</p>
          <p>
            {w.notYet(held.application.name, formatDay(held.application.on), held.application.intervalDays)}
          </p>
          <p>{w.notYetDo}</p>
        </Notice>
      )}
      {trouble && <Notice tone="bad">{w.full}</Notice>}
      {page === steps - 1 ? (
        <Primary icon="tick" onPress={save} disabled={saving}>
          {w.save}
        </Primary>
      ) : (
        <Primary icon="next" onPress={next}>
          {w.next}
        </Primary>
      )}
    </Screen>
  )
}
