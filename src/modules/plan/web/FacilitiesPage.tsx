import { type FacilitiesView, listFacilities } from '#contract/plan'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { useWords } from '#web/ui/words.ts'
import { PlanFrame } from './PlanFrame.tsx'
import { useArrival, usePlanPlaces } from './places.ts'
import { planWords } from './plan-words.ts'
import { ItemLink, Named, Standing, Words } from './Standing.tsx'

/** 设施与列举 What is to be built, and what the document lists by name. */
export function Page() {
  const w = useWords(planWords)
  const { slug } = useTown()
  const { query } = usePlanPlaces()
  const facilities = useRead(listFacilities, { etown: slug, query })
  return (
    <PlanFrame title={w.facilities} lead={w.facilitiesLead}>
      {() => (
        <Loaded query={facilities} lines={12}>
          {(data) => <Facilities {...data} />}
        </Loaded>
      )}
    </PlanFrame>
  )
}

function Facilities({ facilities, enumerations }: FacilitiesView) {
  const w = useWords(planWords)
  useArrival()
  return (
    <>
      <section aria-labelledby="facilities">
        <h2 id="facilities">
          {w.facilityList} <span className="unit">{facilities.length}</span>
        </h2>
        {facilities.length === 0 && <EmptyState title={w.none} next={w.noneNext} />}
        <ul className="plan-cards">
          {facilities.map((facility) => (
            <li key={facility.code} className="plan-block">
              <Named kind="facility" code={facility.code} name={facility.name} />
              {facility.targets.length > 0 && (
                <div className="words">
                  <h4>{w.itsTargets}</h4>
                  <ul>
                    {facility.targets.map((target) => (
                      <li key={target.code}>
                        <ItemLink item={target} />
                      </li>
                    ))}
                  </ul>
                </div>
              )}
              <Words title={w.functions} words={facility.functions} />
              <Words title={w.equipment} words={facility.equipment} />
              <Standing item={facility} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="enumerations">
        <h2 id="enumerations">
          {w.enumerations} <span className="unit">{enumerations.length}</span>
        </h2>
        {enumerations.length === 0 && <EmptyState title={w.none} next={w.noneNext} />}
        <ul className="plan-cards">
          {enumerations.map((enumeration) => (
            <li key={enumeration.code} className="plan-block">
              <Named kind="enumeration" code={enumeration.code} name={enumeration.name} />
              <p className="remark">
                {enumeration.topic}
                {enumeration.open && ` · ${w.openList}`}
              </p>
              <Words words={enumeration.items} />
              <Standing item={enumeration} />
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
