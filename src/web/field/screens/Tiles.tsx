import { dayOfInstant, formatDay } from '#kernel/day'
import { useBoth, useWords } from '#web/ui/words.ts'
import { fieldWords } from '../field-words.ts'
import { Icon } from '../Icon.tsx'
import { applicationsOf, heldBack } from '../interval.ts'
import { Notice, Screen } from '../Kit.tsx'
import { go, hashOf } from '../road.ts'
import { subjectOf } from '../subject.ts'
import { usePhone } from '../use-phone.ts'

/** 做了什么 One big picture for each thing one does here. */
export function Tiles({ of, id }: { readonly of: 'season' | 'lot'; readonly id: string }) {
  const w = useWords(fieldWords)
  const say = useBoth()
  const { plots, records } = usePhone()
  const subject = subjectOf(plots, of, id)
  const held =
    of === 'season' ? heldBack(applicationsOf(id, plots, records), dayOfInstant(Date.now())) : undefined
  return (
    <Screen title={w.whatDone} back={() => go({ at: 'plots' })}>
      {subject === undefined ? (
        <p>{w.noPlots}</p>
      ) : (
        <>
          <p className="subject">{subject.title}</p>
          {held && (
            <Notice tone="wait">
              {w.harvestFrom(formatDay(held.until))} {w.harvestFromNote}
            </Notice>
          )}
          <ul className="tiles">
            {subject.tiles.map((tile) => (
              <li key={tile.name}>
                <a href={hashOf({ at: 'write', of, id, tile: tile.name, page: 0 })}>
                  <Icon name={tile.icon} />
                  <span>{say(tile)}</span>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Screen>
  )
}
