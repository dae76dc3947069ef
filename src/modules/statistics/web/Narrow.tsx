import { useId } from 'react'
import { Choice } from '#web/ui/Choice.tsx'

type Props = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly empty?: string
}

/** One thing a list is narrowed by, its label always visible. Stands in a `<div className="filters">`. */
export function Narrow({ label, ...choice }: Props) {
  const id = useId()
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <Choice id={id} {...choice} />
    </div>
  )
}
