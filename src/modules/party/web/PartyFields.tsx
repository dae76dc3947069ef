import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { PARTY_KINDS, type PartyDetail, type PartyKind } from '#contract/party'
import { keysOf } from '#kernel/keys'
import type { Labels } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { InsideField } from './InsideField.tsx'
import { PersonalField } from './PersonalField.tsx'
import { PlaceField } from './PlaceField.tsx'
import { PointField } from './PointField.tsx'
import { fieldWords, formWords } from './party-words.ts'
import './party.css'

const FIELDS = [
  'kind',
  'name',
  'creditCode',
  'residentId',
  'legalRepresentative',
  'phone',
  'registeredOn',
  'deregisteredOn',
  'placeCode',
  'address',
  'point',
  'mainProducts',
  'insideByPerson',
] as const

/** Labels by the path of each field in the request; `under` is where the form stands in it. */
export function useFieldLabels(under?: string): Labels {
  const w = useWords(fieldWords)
  return Object.fromEntries(FIELDS.map((name) => [under === undefined ? name : `${under}.${name}`, w[name]]))
}

type Props = {
  /** Where the form stands in the request: nowhere when registering, in `form` when amending. */
  readonly under?: string
  /** The party that is amended. */
  readonly before?: PartyDetail
}

/** 登记表 The fields of a party. Which of them there are follows from the kind. */
export function PartyFields({ under, before }: Props) {
  const w = useWords(formWords)
  const label = useWords(fieldWords)
  const say = useBoth()
  const path = (name: (typeof FIELDS)[number]) => (under === undefined ? [name] : [under, name])
  const kind: PartyKind | undefined = Form.useWatch(path('kind'), Form.useFormInstance())
  const farmer = kind === 'farmer'
  const licensed = kind === 'enterprise' || kind === 'cooperative' || kind === 'sole-trader'
  const kept = (masked: string | undefined, otherwise?: string) =>
    masked === undefined ? otherwise : w.now(masked)
  const item = (
    name: (typeof FIELDS)[number],
    field: ReactNode,
    more: { hint?: string | undefined; required?: boolean } = {},
  ) => (
    <Form.Item
      name={path(name)}
      label={label[name]}
      extra={more.hint}
      rules={more.required ? [{ required: true, message: w.fill(label[name]) }] : []}
    >
      {field}
    </Form.Item>
  )
  const dated = !farmer || before?.registeredOn !== undefined
  // Of a farmer, name and address are shown masked: left empty, they stay.
  const hidden = before?.kind === 'farmer' ? before : undefined
  return (
    <>
      {item(
        'kind',
        <Choice options={keysOf(PARTY_KINDS).map((k) => ({ value: k, label: say(PARTY_KINDS[k]) }))} />,
        { required: true },
      )}
      {item('name', <Input autoComplete="off" maxLength={100} />, {
        hint: kept(hidden?.name, w.nameHint),
        required: hidden === undefined,
      })}
      {!farmer &&
        item('creditCode', <Input autoComplete="off" autoCapitalize="characters" spellCheck={false} />, {
          hint: w.codeHint,
          required: licensed,
        })}
      {farmer && item('residentId', <PersonalField masked={before?.residentId} />, { hint: w.residentHint })}
      {!farmer && item('legalRepresentative', <PersonalField masked={before?.legalRepresentative} />)}
      {item('phone', <PersonalField type="tel" masked={before?.phone} />, { hint: w.phoneHint })}
      {dated && item('registeredOn', <DateField />, { required: licensed })}
      {dated && item('deregisteredOn', <DateField />, { hint: w.deregisteredHint })}
      {item('placeCode', <PlaceField />)}
      {item('address', <Input maxLength={200} />, { hint: kept(hidden?.address) })}
      {item('point', <PointField />, { hint: w.pointHint })}
      {item('mainProducts', <Input maxLength={200} />)}
      {item('insideByPerson', <InsideField />)}
    </>
  )
}
