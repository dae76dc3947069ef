import { type Fen, formatWan, formatYuan } from '#kernel/money'
import { toFen } from '#kernel/wire'
import { kitWords } from './kit-words.ts'
import { useChoice } from './preference.ts'
import { useWords } from './words.ts'

export const useMoneyUnit = () => useChoice('money', ['yuan', 'wan'])

/** `¥12,345.60`, or `1.23万元` where the reader prefers it; the exact amount stays readable by pointing at it. */
export function Money({ fen }: { readonly fen: Fen | string }) {
  const [unit] = useMoneyUnit()
  const amount = typeof fen === 'string' ? toFen(fen) : fen
  const exact = formatYuan(amount)
  return (
    <data className="number" value={amount.toString()} title={unit === 'wan' ? exact : undefined}>
      {unit === 'wan' ? formatWan(amount) : exact}
    </data>
  )
}

/** 元 / 万元 for every amount on every screen of this browser. */
export function MoneyUnitSwitch() {
  const w = useWords(kitWords)
  const [unit, set] = useMoneyUnit()
  return (
    <fieldset className="segments">
      <legend className="unseen">{w.moneyUnit}</legend>
      {(['yuan', 'wan'] as const).map((choice) => (
        <label key={choice}>
          <input type="radio" name="money-unit" checked={unit === choice} onChange={() => set(choice)} />
          <span>{w[choice]}</span>
        </label>
      ))}
    </fieldset>
  )
}
