import { useState } from 'react'
import { listParties } from '#contract/party'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { SearchField } from '#web/ui/SearchField.tsx'
import { useWords } from '#web/ui/words.ts'
import { traceWords } from './trace-words.ts'

type Props = { readonly id?: string; readonly value?: string; readonly onChange?: (party: string) => void }

const MOST = 200

/** 选主体 A short register is one list; of a long one, first a part of the name. Works inside Form.Item. */
export function PartyChoice({ id, value, onChange }: Props) {
  const w = useWords(traceWords)
  const { slug: etown } = useTown()
  const [text, setText] = useState('')
  const query = { limit: String(MOST), ...(text !== '' && { text }) }
  const { data } = useRead(listParties, { etown, query })
  const long = text !== '' || (data?.total ?? 0) > MOST
  return (
    <>
      {long && <SearchField label={w.findParty} value={text} onSearch={setText} />}
      <Choice
        {...(id !== undefined && { id })}
        {...(onChange !== undefined && { onChange })}
        value={value}
        empty={w.choose}
        options={(data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
      />
    </>
  )
}
