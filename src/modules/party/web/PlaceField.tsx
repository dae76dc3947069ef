import { Input } from 'antd'
import { useState } from 'react'
import { getBoundary } from '#contract/party'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { useWords } from '#web/ui/words.ts'
import { formWords } from './party-words.ts'

type Props = {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (code: string | undefined) => void
}

const OTHER = 'other'

/** 村镇 A town, then one of its villages, or a village that no list has. Works inside Form.Item. */
export function PlaceField({ id, value = '', onChange }: Props) {
  const w = useWords(formWords)
  const { slug: etown } = useTown()
  const towns = useRead(getBoundary, { etown }).data?.towns ?? []
  const town = value.slice(0, 9)
  const [, unlisted] = value.split('/')
  const [typing, setTyping] = useState(unlisted !== undefined)
  const villages = towns.find((t) => t.code === town)?.villages ?? []
  const chooseVillage = (code: string) => {
    setTyping(code === OTHER)
    onChange?.(code === OTHER || code === '' ? town : code)
  }
  return (
    <div className="place-field">
      <Choice
        {...(id === undefined ? {} : { id })}
        label={w.town}
        empty={w.noTown}
        value={town}
        onChange={(code) => {
          setTyping(false)
          onChange?.(code === '' ? undefined : code)
        }}
        options={towns.map(({ code, name }) => ({ value: code, label: name }))}
      />
      {town !== '' && (
        <Choice
          label={w.village}
          empty={w.wholeTown}
          value={typing ? OTHER : value.length === 12 ? value : ''}
          onChange={chooseVillage}
          options={[
            ...villages.map(({ code, name }) => ({ value: code, label: name })),
            { value: OTHER, label: w.otherVillage },
          ]}
        />
      )}
      {typing && (
        <Input
          aria-label={w.villageName}
          placeholder={w.villageName}
          defaultValue={unlisted}
          maxLength={20}
          onChange={({ target }) => {
            const name = target.value.trim().replace(/[村社区]+$/u, '')
            onChange?.(name === '' ? town : `${town}/${name}`)
          }}
        />
      )}
    </div>
  )
}
