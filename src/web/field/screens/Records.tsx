import { useRef, useState } from 'react'
import { dayOfInstant, formatDay } from '#kernel/day'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { fieldWords } from '../field-words.ts'
import { Icon, type IconName } from '../Icon.tsx'
import { Notice, Plain, Primary, Screen } from '../Kit.tsx'
import { carry, takeIn } from '../queue/carry.ts'
import { isUnsent, type PhoneRecord, type RecordState } from '../queue/journal.ts'
import { append, keep } from '../queue/phone-store.ts'
import { go } from '../road.ts'
import { subjectOf } from '../subject.ts'
import { tileFor } from '../tiles.ts'
import { usePhone } from '../use-phone.ts'

const ICONS: Readonly<Record<RecordState, IconName>> = {
  waiting: 'clock',
  received: 'tick',
  refused: 'warning',
  closed: 'cross',
}
const DAY_SECONDS = 86_400

/** 需处理 Why the server did not take a record, and the two ways on: write it anew, or give it up. */
export function Refused({ record }: { readonly record: PhoneRecord }) {
  const w = useWords(fieldWords)
  const [language] = useLanguage()
  const { plots, reread } = usePhone()
  const [sure, setSure] = useState(false)
  const { entry, reasons } = record
  const { id, kind, facts, season, lot } = entry
  const of = season === undefined ? 'lot' : 'season'
  const about = season ?? lot ?? ''
  const tile = tileFor(subjectOf(plots, of, about)?.tiles ?? [], kind, facts)
  const redo = async () => {
    if (tile === undefined) return
    await keep('draft', {
      about: `${of}/${about}/${tile.name}`,
      day: dayOfInstant(Date.parse(entry.occurredAt)),
      facts,
      place: entry.place?.said ?? '',
      closes: id,
    })
    go({ at: 'write', of, id: about, tile: tile.name, page: 0 })
  }
  const drop = async () => {
    if (!sure) return setSure(true)
    await append({ what: 'closed', id })
    await reread()
  }
  return (
    <Notice tone="bad">
      <p>{w.statesNote.refused}</p>
      {reasons.map((reason) => (
        <p key={reason.code}>
          <b>{reason[language]}</b>
        </p>
      ))}
      {tile && <Plain onPress={redo}>{w.redo}</Plain>}
      <Plain onPress={drop}>{sure ? w.dropSure : w.drop}</Plain>
    </Notice>
  )
}

function OneRecord({ record }: { readonly record: PhoneRecord }) {
  const w = useWords(fieldWords)
  const [language] = useLanguage()
  const { entry, state, receipt, reasons, photosLeft } = record
  const lateDays = Math.floor((receipt?.lateSeconds ?? 0) / DAY_SECONDS)
  return (
    <li className="record" data-state={state}>
      <h2>{entry.title}</h2>
      <p>{formatDay(dayOfInstant(Date.parse(entry.occurredAt)))}</p>
      {state === 'refused' ? (
        <Refused record={record} />
      ) : (
        <p className="state">
          <Icon name={ICONS[state]} />
          <span>
            <b>{w.states[state]}</b> {w.statesNote[state]}
            {receipt && ` · ${w.gotNote(receipt.receipt.slice(0, 8))}`}
          </span>
        </p>
      )}
      {receipt?.lotCode && <p>{w.gotLot(receipt.lotCode)}</p>}
      {lateDays > 0 && <p>{w.lateBy(lateDays)}</p>}
      {receipt?.skewed && <Notice tone="wait">{w.skewed(Math.round(receipt.skewSeconds / 60))}</Notice>}
      {receipt && receipt.frozen.length > 0 && <Notice tone="bad">{w.frozen(receipt.frozen.length)}</Notice>}
      {photosLeft.length > 0 && state !== 'closed' && <p>{w.photosLeft(photosLeft.length)}</p>}
      {state === 'received' && reasons.map((reason) => <p key={reason.code}>{reason[language]}</p>)}
    </li>
  )
}

function Carry() {
  const w = useWords(fieldWords)
  const { records, writer, reread } = usePhone()
  const [said, setSaid] = useState('')
  const file = useRef<HTMLInputElement>(null)
  const take = async (chosen: File | undefined) => {
    if (chosen === undefined || writer === undefined) return
    const n = await takeIn(chosen, writer)
    setSaid(n === undefined ? w.importBad : w.imported(n))
    await reread()
  }
  return (
    <section className="carry">
      <p>{w.exportNote}</p>
      {records.some(isUnsent) && <Plain onPress={() => carry(records)}>{w.export}</Plain>}
      <Plain onPress={() => file.current?.click()}>{w.import}</Plain>
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        aria-label={w.import}
        hidden
        onChange={(event) => take(event.target.files?.[0])}
      />
      <p role="status">{said}</p>
    </section>
  )
}

/** 我的记录 Everything written on this phone, newest first, and where it is. */
export function Records() {
  const w = useWords(fieldWords)
  const { records, signedOut, sending, refresh } = usePhone()
  const unsent = records.filter((one) => isUnsent(one) && one.state !== 'refused').length
  return (
    <Screen title={w.records}>
      {records.length === 0 && (
        <p>
          <b>{w.noRecords}</b> {w.noRecordsNext}
        </p>
      )}
      {unsent > 0 && !signedOut && (
        <Primary onPress={refresh} disabled={sending}>
          {sending ? w.sending : w.sendNow}
        </Primary>
      )}
      <ul className="records">
        {[...records].reverse().map((record) => (
          <OneRecord key={record.entry.id} record={record} />
        ))}
      </ul>
      <Carry />
    </Screen>
  )
}
