import { useEffect, useState } from 'react'
import { fieldsOf, UNITS } from '#contract/trace'
import { type Day, dayOfInstant, formatDay, isDay } from '#kernel/day'
import { useBoth, useWords } from '#web/ui/words.ts'
import { daysBack, isNeeded, plain } from '../answers.ts'
import type { Draft } from '../draft.ts'
import { fieldWords } from '../field-words.ts'
import { Icon } from '../Icon.tsx'
import { Notice, Plain, Question } from '../Kit.tsx'
import { shrink } from '../photo.ts'
import { canLocate, locate, type Position } from '../place.ts'
import type { Subject } from '../subject.ts'
import type { Tile } from '../tiles.ts'

/** 一张 A photo taken, already small, not yet kept. */
export type Shot = { readonly id: string; readonly content: Blob }

type Change = (more: Partial<Draft>) => void

export function When(props: {
  readonly draft: Draft
  readonly change: Change
  readonly fault?: string | undefined
}) {
  const { draft, change, fault } = props
  const w = useWords(fieldWords)
  const days = daysBack(dayOfInstant(Date.now()))
  const [other, setOther] = useState(!days.includes(draft.day))
  const names = [w.today, w.yesterday, w.beforeYesterday]
  return (
    <fieldset className="days">
      <legend>{w.when}</legend>
      {days.map((one, i) => (
        <button
          type="button"
          key={one}
          aria-pressed={!other && draft.day === one}
          onClick={() => {
            setOther(false)
            change({ day: one })
          }}
        >
          <b>{names[i]}</b> {formatDay(one)}
        </button>
      ))}
      <button type="button" aria-pressed={other} onClick={() => setOther(true)}>
        <b>{w.otherDay}</b>
      </button>
      {other && (
        <input
          type="date"
          aria-label={w.otherDay}
          value={draft.day}
          max={days[0]}
          onChange={(event) => isDay(event.target.value) && change({ day: event.target.value })}
        />
      )}
      {fault && <Notice tone="bad">{fault}</Notice>}
    </fieldset>
  )
}

/** 可采收日 At once, as soon as the days are known. */
export const HarvestDay = ({ day }: { readonly day: Day | undefined }) => {
  const w = useWords(fieldWords)
  return (
    day && (
      <p className="big" role="status">
        {w.harvestFrom(formatDay(day))}
      </p>
    )
  )
}

type Asks = {
  readonly tile: Tile
  readonly names: readonly string[]
  readonly subject: Subject
  readonly draft: Draft
  readonly change: Change
  readonly faults: Readonly<Record<string, string>>
}

export function Ask({ tile, names, subject, draft, change, faults }: Asks) {
  const w = useWords(fieldWords)
  const say = useBoth()
  const last = lastTime(tile, subject)
  const asked = tile.ask.flat()
  const same = asked.flatMap((name) => (last?.[name] ? [last[name]] : []))
  const takeSame = () => change({ facts: { ...last, ...tile.preset } })
  return (
    <>
      {names === tile.ask[0] && same.length > 0 && (
        <button type="button" className="same" onClick={takeSame}>
          <b>{w.sameAsLast}</b> {same.join(' · ')}
        </button>
      )}
      {names.map((name) => {
        const field = fieldsOf(tile.kind)[name]
        if (field === undefined) return null
        const number = field.type === 'number'
        return (
          <Question
            key={name}
            label={say(field)}
            unit={name === 'quantity' ? say(UNITS[subject.unit]) : field.unit}
            value={draft.facts[name] ?? ''}
            optional={!isNeeded(tile, name)}
            problem={faults[name]}
            suggest={tile.suggest?.[name] ?? []}
            inputMode={number ? 'decimal' : 'text'}
            spoken={!number}
            onAnswer={(value) => change({ facts: { ...draft.facts, [name]: value } })}
          />
        )
      })}
    </>
  )
}

/** A harvest's quantity is never like the last one's; the rest mostly is. */
function lastTime(tile: Tile, { last }: Subject): Readonly<Record<string, string>> | undefined {
  if (tile.kind === 'harvest' || tile.kind === 'planting') return undefined
  return last.find(
    ({ kind, facts }) =>
      kind === tile.kind && (tile.preset === undefined || tile.preset.inputKind === facts.inputKind),
  )?.facts
}

type Proofs = {
  readonly draft: Draft
  readonly change: Change
  readonly shots: readonly Shot[]
  readonly setShots: (shots: readonly Shot[]) => void
  readonly position: Position | undefined
  readonly setPosition: (position: Position | undefined) => void
  readonly newId: () => string
}

export function Proof({ draft, change, shots, setShots, position, setPosition, newId }: Proofs) {
  const w = useWords(fieldWords)
  const [bad, setBad] = useState(false)
  const [where, setWhere] = useState<'not-asked' | 'asking' | 'not-found'>('not-asked')
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    const content = await shrink(file)
    setBad(content === undefined)
    if (content !== undefined) setShots([...shots, { id: newId(), content }])
  }
  const find = async () => {
    setWhere('asking')
    const found = await locate()
    setPosition(found)
    setWhere(found === undefined ? 'not-found' : 'not-asked')
  }
  return (
    <>
      <h2>{w.proof}</h2>
      <label className="plain camera">
        <Icon name="camera" />
        <span>{w.photo}</span>
        <input
          type="file"
          accept="image/*"
          capture="environment"
          onChange={async (event) => {
            const input = event.target
            await take(input.files?.[0])
            input.value = ''
          }}
        />
      </label>
      <p className="hint">{w.photoNote}</p>
      {bad && <Notice tone="bad">{w.photoBad}</Notice>}
      <ul className="shots">
        {shots.map((shot, i) => (
          <li key={shot.id}>
            <Picture content={shot.content} name={w.photoN(i + 1)} />
            <button
              type="button"
              aria-label={w.photoGone(i + 1)}
              onClick={() => setShots(shots.filter((one) => one !== shot))}
            >
              <Icon name="cross" />
            </button>
          </li>
        ))}
      </ul>
      <Question
        label={w.place}
        optional
        spoken
        value={draft.place}
        onAnswer={(place) => change({ place: place.slice(0, 60) })}
      />
      {canLocate() && (
        <>
          <Plain icon="pin" onPress={find} disabled={where === 'asking'}>
            {w.locate}
          </Plain>
          <p className="hint" role="status">
            {position ? w.located : where === 'not-found' ? w.notLocated : w.locateNote}
          </p>
        </>
      )}
    </>
  )
}

function Picture({ content, name }: { readonly content: Blob; readonly name: string }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(content)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [content])
  return url === undefined ? null : <img src={url} alt={name} />
}

type Checked = {
  readonly tile: Tile
  readonly subject: Subject
  readonly draft: Draft
  readonly shots: readonly Shot[]
  readonly position: Position | undefined
}

export function Check({ tile, subject, draft, shots, position }: Checked) {
  const w = useWords(fieldWords)
  const say = useBoth()
  const rows = tile.ask.flat().flatMap((name) => {
    const field = fieldsOf(tile.kind)[name]
    const value = plain(draft.facts[name] ?? '')
    if (field === undefined || value === '') return []
    const unit = name === 'quantity' ? say(UNITS[subject.unit]) : (field.unit ?? '')
    return [[say(field), `${value} ${unit}`] as const]
  })
  const place = [draft.place, ...(position ? [w.located] : [])].filter((one) => one !== '').join(' · ')
  return (
    <>
      <h2>{w.check}</h2>
      <dl className="facts">
        <dt>{w.when}</dt>
        <dd>{formatDay(draft.day)}</dd>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {place !== '' && (
          <>
            <dt>{w.place}</dt>
            <dd>{place}</dd>
          </>
        )}
      </dl>
      {shots.length > 0 && (
        <ul className="shots">
          {shots.map((shot, i) => (
            <li key={shot.id}>
              <Picture content={shot.content} name={w.photoN(i + 1)} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
