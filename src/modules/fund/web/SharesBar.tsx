import type { CategorySums } from '#contract/fund'
import { Money } from '#web/ui/Money.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { useWords } from '#web/ui/words.ts'
import { BAND_TONES, fundWords } from './fund-words.ts'

type Measure = 'allocated' | 'spent'

/** 占比 What one category has of its source against its band: a bar in a range, and the same in words. */
export function SharesBar({
  category,
  measure,
}: {
  readonly category: CategorySums
  readonly measure: Measure
}) {
  const w = useWords(fundWords)
  const { band } = category
  if (band === undefined) return null
  const amount = measure === 'spent' ? category.paid : category.allocated
  const label = measure === 'spent' ? w.paid : w.allocated
  const end = Math.max(Number(band.maxAmount), Number(amount)) * 1.15 || 1
  const x = (fen: string) => (100 * Number(fen)) / end
  return (
    <div className="fund-band">
      <svg viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
        <rect x="0" y="2" width="100" height="16" className="ground" />
        <rect
          x={x(band.minAmount)}
          y="2"
          width={x(band.maxAmount) - x(band.minAmount)}
          height="16"
          className="range"
        />
        <rect x="0" y="7" width={x(amount)} height="6" className="value" />
      </svg>
      <p>
        <span>
          {category.name} {label} <Money fen={amount} />
        </span>
        <span>
          {w.band(band.min, band.max, w.forces[band.force])} <Money fen={band.minAmount} />–
          <Money fen={band.maxAmount} />
          {band.excepted && `，${w.excepted}`}
        </span>
        <StateTag tone={BAND_TONES[band[measure]]}>{w.bandStates[band[measure]]}</StateTag>
      </p>
    </div>
  )
}
