import type { Trial } from '#contract/subsidy'
import { Money } from '#web/ui/Money.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'

const TONES = { 可补: 'good', 不符: 'bad', 待补: 'warn' } as const

/** 核算结果 What comes out, why not, and what is still asked for. */
export function TrialNote({ trial }: { readonly trial: Trial }) {
  const w = useWords(subsidyWords)
  const { verdict, amountFen, gives, reasons, asks, isRanked } = trial
  return (
    <div className="note" role="status">
      <p>
        <StateTag tone={TONES[verdict]}>{w.verdict[verdict]}</StateTag>{' '}
        {gives ?? (verdict === '可补' && amountFen !== undefined && <Money fen={amountFen} />)}
      </p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        {isRanked && <li>{w.ranked}</li>}
        {asks.map(({ fact, document }) => (
          <li key={fact}>{w.asks(fact, document)}</li>
        ))}
      </ul>
    </div>
  )
}
