import { getBoundary, mapParties } from '#contract/party'
import { keysOf } from '#kernel/keys'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { countText } from '#web/ui/numbers.ts'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { usePartyFilter } from './filter.ts'
import { mapWords } from './map-words.ts'
import { PartyFilters } from './PartyFilters.tsx'
import { TownMap } from './TownMap.tsx'
import './party.css'

/** 主体分布 */
export function Page() {
  const w = useWords(mapWords)
  const [language] = useLanguage()
  const { slug: etown } = useTown()
  const filtering = usePartyFilter()
  const rings = useRead(getBoundary, { etown }).data?.boundary?.rings ?? []
  return (
    <>
      <PageHead title={w.title} lead={w.lead} tools={<To href={`/e/${etown}/parties`}>{w.list}</To>} />
      <PartyFilters filtering={filtering} />
      <Loaded query={useRead(mapParties, { etown, query: filtering.filter })} lines={10}>
        {({ county, points, total }) => (
          <>
            {total === 0 && <EmptyState title={w.none} next={w.noneNext} />}
            {total > 0 && (
              <p>
                {w.shown(countText(points.length, language), countText(total, language))}{' '}
                {keysOf(w.legend)
                  .map((key) => w.legend[key])
                  .join(' ')}
              </p>
            )}
            <TownMap county={county} boundary={rings} points={points} label={w.drawing(points.length)} />
          </>
        )}
      </Loaded>
    </>
  )
}
