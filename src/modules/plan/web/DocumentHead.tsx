import type { ReactNode } from 'react'
import type { PlanView } from '#contract/plan'
import { DayText } from '#web/ui/DayText.tsx'
import { useWords } from '#web/ui/words.ts'
import { planWords } from './plan-words.ts'
import { Cites, RestsOn } from './Standing.tsx'

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** 文件与范围 Which document this is, and where its e-town lies. */
export function DocumentHead({ plan: { document, place } }: { readonly plan: PlanView }) {
  const w = useWords(planWords)
  return (
    <section className="plan-head" aria-labelledby="document">
      <h2 id="document" tabIndex={-1}>
        {document.title}
      </h2>
      <dl>
        <Line name={w.documentNumber}>{document.number}</Line>
        <Line name={w.issuer}>{document.issuer}</Line>
        <Line name={w.issuedOn}>
          <DayText day={document.issuedOn} />
        </Line>
        <Line name={w.approvedBy}>{document.approvedBy}</Line>
        <Line name={w.public}>{document.public}</Line>
        <Line name={w.basedOn}>{document.basedOn.map(({ number }) => number).join('、') || w.none}</Line>
        <Line name={w.addressedTo}>{document.addressedTo.join('、')}</Line>
        {document.copiedTo.length > 0 && <Line name={w.copiedTo}>{document.copiedTo.join('、')}</Line>}
        <Line name={w.boundary}>
          <Boundary place={place} />
        </Line>
      </dl>
    </section>
  )
}

function Boundary({ place }: { readonly place: PlanView['place'] }) {
  const w = useWords(planWords)
  const { boundary } = place
  const { towns, villages, edges, polygon, areaKm2 } = boundary
  const parts = [
    `${place.provinceName}${place.cityName}${place.countyName}${place.town}`,
    ...(towns ?? []),
    ...(villages ?? []),
    ...(edges ? [w.edges(edges.east, edges.west, edges.south, edges.north)] : []),
    ...(polygon ? [w.polygon(polygon.length)] : []),
    ...(areaKm2 ? [w.area(areaKm2)] : []),
  ]
  return (
    <div id="boundary" tabIndex={-1}>
      {parts.join('；')}
      <Cites cites={boundary.cites} />
      <RestsOn interpretations={boundary.interpretations} />
    </div>
  )
}
