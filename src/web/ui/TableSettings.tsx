import { SettingOutlined } from '@ant-design/icons'
import { Disclosure } from './Disclosure.tsx'
import { kitWords } from './kit-words.ts'
import { useChoice, usePreference } from './preference.ts'
import { useWords } from './words.ts'

export type TableLook = {
  readonly hidden: readonly string[]
  readonly hide: (keys: readonly string[]) => void
  readonly tight: boolean
  readonly setTight: (tight: boolean) => void
}

/** How the reader wants this table, remembered by the browser. */
export function useTableLook(name: string): TableLook {
  const [hidden = '', hide] = usePreference(`table.${name}.hidden`)
  const [density, setDensity] = useChoice('density', ['roomy', 'tight'])
  return {
    hidden: hidden.split(',').filter((key) => key !== ''),
    hide: (keys) => hide(keys.join(',')),
    tight: density === 'tight',
    setTight: (tight) => setDensity(tight ? 'tight' : 'roomy'),
  }
}

type Props = {
  readonly columns: readonly { readonly key: string; readonly title: string; readonly heads?: boolean }[]
  readonly look: TableLook
}

export function TableSettings({ columns, look }: Props) {
  const w = useWords(kitWords)
  const toggle = (key: string) =>
    look.hide(look.hidden.includes(key) ? look.hidden.filter((k) => k !== key) : [...look.hidden, key])
  return (
    <Disclosure side="end" name={w.tableSettings} label={<SettingOutlined aria-hidden />}>
      <fieldset className="settings">
        <legend>{w.columns}</legend>
        {columns.map((c) => (
          <label key={c.key}>
            <input
              type="checkbox"
              checked={c.heads || !look.hidden.includes(c.key)}
              disabled={c.heads}
              onChange={() => toggle(c.key)}
            />
            {c.title}
          </label>
        ))}
      </fieldset>
      <fieldset className="settings">
        <legend>{w.density}</legend>
        {[false, true].map((tight) => (
          <label key={String(tight)}>
            <input type="radio" checked={look.tight === tight} onChange={() => look.setTight(tight)} />
            {tight ? w.tight : w.roomy}
          </label>
        ))}
      </fieldset>
    </Disclosure>
  )
}
