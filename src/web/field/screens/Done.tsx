import { dayOfInstant, formatDay } from '#kernel/day'
import { useWords } from '#web/ui/words.ts'
import { fieldWords } from '../field-words.ts'
import { applicationsOf, heldBack } from '../interval.ts'
import { Notice, Plain, Primary, Screen } from '../Kit.tsx'
import { go } from '../road.ts'
import { usePhone } from '../use-phone.ts'
import { Refused } from './Records.tsx'

/** 存好了 Where the record is now: on this phone, or on the server too. */
export function Done({ id }: { readonly id: string }) {
  const w = useWords(fieldWords)
  const { records, plots } = usePhone()
  const record = records.find(({ entry }) => entry.id === id)
  const season = record?.entry.season
  const held =
    season === undefined
      ? undefined
      : heldBack(applicationsOf(season, plots, records), dayOfInstant(Date.now()))
  const subject =
    season === undefined
      ? { of: 'lot' as const, id: record?.entry.lot ?? '' }
      : { of: 'season' as const, id: season }
  return (
    <Screen title={record?.state === 'received' ? w.got : w.saved}>
      {record?.state === 'refused' ? (
        <Refused record={record} />
      ) : (
        <Notice tone={record?.state === 'received' ? 'good' : 'wait'}>
          {record?.receipt === undefined ? w.savedNote : w.gotNote(record.receipt.receipt.slice(0, 8))}
          {record?.receipt?.lotCode && <p>{w.gotLot(record.receipt.lotCode)}</p>}
        </Notice>
      )}
      {held && record?.entry.kind === 'input' && (
        <p className="big">{w.harvestFrom(formatDay(held.until))}</p>
      )}
      <Primary icon="next" onPress={() => go({ at: 'tiles', ...subject })}>
        {w.more}
      </Primary>
      <Plain icon="list" onPress={() => go({ at: 'records' })}>
        {w.records}
      </Plain>
    </Screen>
  )
}
