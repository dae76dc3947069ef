import { Input } from 'antd'
import { useWords } from '#web/ui/words.ts'
import { fieldWords } from './party-words.ts'

type Point = { readonly lon: string; readonly lat: string }
type Props = {
  readonly id?: string
  readonly value?: Point
  readonly onChange?: (point: Point) => void
}

/** Longitude and latitude as typed. Works inside Form.Item. */
export function PointField({ id, value = { lon: '', lat: '' }, onChange }: Props) {
  const w = useWords(fieldWords)
  return (
    <div className="place-field">
      <Input
        {...(id === undefined ? {} : { id })}
        aria-label={w.lon}
        addonBefore={w.lon}
        inputMode="decimal"
        value={value.lon}
        onChange={({ target }) => onChange?.({ ...value, lon: target.value })}
      />
      <Input
        aria-label={w.lat}
        addonBefore={w.lat}
        inputMode="decimal"
        value={value.lat}
        onChange={({ target }) => onChange?.({ ...value, lat: target.value })}
      />
    </div>
  )
}
