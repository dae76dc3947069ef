import { Button } from 'antd'
import { getParty, INSIDE_BASES, PARTY_KINDS, type PartyDetail } from '#contract/party'
import { useGo, useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { DayText } from '#web/ui/DayText.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { Belongings } from './Belongings.tsx'
import { detailWords } from './detail-words.ts'
import { Ecommerce } from './Ecommerce.tsx'
import { FactList } from './FactList.tsx'
import { History } from './History.tsx'
import { InsideTag } from './InsideTag.tsx'
import { PersonalData } from './PersonalData.tsx'
import { fieldWords } from './party-words.ts'
import './party.css'

function Facts({ party }: { readonly party: PartyDetail }) {
  const w = useWords(detailWords)
  const label = useWords(fieldWords)
  const say = useBoth()
  const { slug } = useTown()
  const { point, batch, batchRow, mergedInto } = party
  const source =
    batch === undefined ? (
      w.typed
    ) : (
      <To href={`/e/${slug}/party-imports/${batch}`}>{w.imported(batch, batchRow ?? 0)}</To>
    )
  const count =
    mergedInto === undefined ? (
      party.counted ? (
        w.counted
      ) : (
        w.notCounted
      )
    ) : (
      <To href={`/e/${slug}/parties/${mergedInto}`}>{w.mergedInto(mergedInto)}</To>
    )
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{w.facts}</h2>
      <FactList
        facts={[
          [label.kind, say(PARTY_KINDS[party.kind])],
          [label.creditCode, party.creditCode],
          [label.registeredOn, party.registeredOn && <DayText day={party.registeredOn} />],
          [label.deregisteredOn, party.deregisteredOn && <DayText day={party.deregisteredOn} />],
          [label.placeCode, party.place],
          [label.point, point && `${point.lon}, ${point.lat}`],
          [
            label.inside,
            <>
              <InsideTag inside={party.inside} />{' '}
              {w.basis(party.insideReason ?? say(INSIDE_BASES[party.insideBasis]))}
            </>,
          ],
          [label.mainProducts, party.mainProducts],
          [w.count, count],
          [w.source, source],
        ]}
      />
    </section>
  )
}

/** 主体详情 */
export function Page() {
  const w = useWords(detailWords)
  const town = useTown()
  const go = useGo()
  const id = useParam('party')
  return (
    <Loaded query={useRead(getParty, { etown: town.slug, params: { party: id } })} lines={10}>
      {(party) => (
        <div className="party">
          <PageHead
            title={party.name}
            lead={w.lead(party.id, party.version)}
            action={
              town.may.includes('party.write') &&
              party.mergedInto === undefined && (
                <Button type="primary" onClick={() => go(`/e/${town.slug}/parties/${id}/amend`)}>
                  {w.amend}
                </Button>
              )
            }
          />
          <Facts party={party} />
          <PersonalData key={party.id} party={party} />
          <Ecommerce party={party} />
          <Belongings party={party} />
          <History versions={party.history} />
        </div>
      )}
    </Loaded>
  )
}
