import { countText } from './numbers.ts'
import { useLanguage } from './words.ts'

type Props = {
  readonly value: number | bigint
  readonly unit: string
  /** `1.23万户` instead of `12,345 户`; the whole number stays readable by pointing at it. */
  readonly short?: boolean
}

/** A count is never shown without its unit. */
export function NumberWithUnit({ value, unit, short = false }: Props) {
  const [language] = useLanguage()
  const whole = countText(value, language)
  return (
    <span className="number" title={short ? `${whole} ${unit}` : undefined}>
      {short ? countText(value, language, true) : whole}
      <span className="unit">{unit}</span>
    </span>
  )
}
