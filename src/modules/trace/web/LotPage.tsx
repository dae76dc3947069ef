import { getLot, type LotDetail, ORIGINS, UNITS } from '#contract/trace'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { DayText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { DeriveForm } from './DeriveForm.tsx'
import { Dispatches } from './Dispatches.tsx'
import { DispatchForm } from './DispatchForm.tsx'
import { flowWords } from './flow-words.ts'
import { Labels } from './Labels.tsx'
import { LotState } from './LotState.tsx'
import { StepForm } from './StepForm.tsx'
import { StepList } from './StepList.tsx'
import { Supervision } from './Supervision.tsx'
import { traceWords } from './trace-words.ts'

type Props = { readonly lot: LotDetail }

const supplied = ({ supplier, supplierCode, supplierLot }: NonNullable<LotDetail['purchase']>): string =>
  [supplier, supplierCode, supplierLot].filter((part) => part !== undefined).join(' · ')

function Facts({ lot }: Props) {
  const w = useWords(traceWords)
  const f = useWords(flowWords)
  const say = useBoth()
  const unit = say(UNITS[lot.unit])
  return (
    <FactList
      facts={[
        [w.item, lot.itemName],
        [w.party, lot.partyName],
        [w.origin, say(ORIGINS[lot.origin])],
        [w.madeOn, <DayText key="made" day={lot.madeOn} />],
        [w.quantity, `${lot.quantity} ${unit}`],
        [w.left, `${lot.left} ${unit}`],
        [w.labels, w.labelsN(lot.labels)],
        ['GTIN', lot.gtin],
        ...(lot.purchase === undefined ? [] : ([[f.boughtFrom, supplied(lot.purchase)]] as const)),
      ]}
    />
  )
}

/** 上一环、下一环 One step back and one forward, as NY/T 4712-2025 asks. */
function Moves({ title, moves, lot }: Props & { readonly title: string; readonly moves: LotDetail['from'] }) {
  const w = useWords(traceWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  return (
    <section>
      <h2>{title}</h2>
      {moves.length === 0 ? (
        <p>{w.none}</p>
      ) : (
        <ul>
          {moves.map((move) => (
            <li key={`${move.at} ${move.lot} ${move.quantity}`}>
              {w.moves[move.why]} · {move.quantity} {say(UNITS[lot.unit])}
              {move.lot !== undefined && (
                <>
                  {' · '}
                  <To href={`/e/${etown}/trace-lots/${move.lot}`}>{move.code}</To>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Shown({ lot }: Props) {
  const w = useWords(traceWords)
  const f = useWords(flowWords)
  const { may } = useTown()
  const mayRecord = may.includes('trace.record')
  return (
    <>
      <PageHead
        title={`${lot.itemName} ${lot.code}`}
        lead={<LotState state={lot.state} />}
        tools={
          <a href={`/scan${lot.scanPath}`} target="_blank" rel="noreferrer">
            {w.scanPage}
          </a>
        }
      />
      <Facts lot={lot} />
      {mayRecord && (
        <>
          <Unfold label={w.record}>
            <StepForm about={{ lot: lot.id }} />
          </Unfold>
          {lot.state === 'open' && (
            <Unfold label={w.derive}>
              <DeriveForm lot={lot} />
            </Unfold>
          )}
          {lot.state === 'open' && (
            <Unfold label={f.out}>
              <DispatchForm lot={lot} />
            </Unfold>
          )}
        </>
      )}
      <Labels lot={lot} />
      <StepList steps={lot.steps} />
      <Moves title={w.from} moves={lot.from} lot={lot} />
      <Moves title={w.to} moves={lot.to} lot={lot} />
      <Dispatches lot={lot} />
      <Supervision lot={lot} />
    </>
  )
}

/** 批次详情 */
export function Page() {
  const { slug: etown } = useTown()
  const working = (data: LotDetail | undefined): boolean =>
    data?.runs.some((run) => run.made < run.quantity && run.trouble === undefined) ?? false
  const lot = useRead(
    getLot,
    { etown, params: { lot: useParam('lot') } },
    { every: (data) => (working(data) ? 700 : false) },
  )
  return <Loaded query={lot}>{(data) => <Shown lot={data} />}</Loaded>
}
