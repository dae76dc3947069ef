import { useEffect } from 'react'
import { Choice } from '#web/ui/Choice.tsx'

const MONEY = ['元', '万元', '亿元']

type Props = {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (unit: string) => void
  /** The indicator's own unit: others of its kind may be typed too. */
  readonly like: string
}

/** The units a figure may be typed in; the first of them where the indicator has changed. Works inside Form.Item. */
export function UnitChoice({ id, value = '', onChange, like }: Props) {
  const units = MONEY.includes(like) ? MONEY : [like]
  const [first = ''] = units
  const fits = units.includes(value)
  useEffect(() => {
    if (!fits) onChange?.(first)
  }, [fits, first, onChange])
  return (
    <Choice
      {...(id === undefined ? {} : { id })}
      {...(onChange === undefined ? {} : { onChange })}
      value={fits ? value : first}
      options={units.map((unit) => ({ value: unit, label: unit }))}
    />
  )
}
