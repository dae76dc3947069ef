import { Form, Input } from 'antd'
import { useState } from 'react'
import {
  bringFile,
  collectCertificate,
  type Incoming,
  issueBuyerCertificate,
  listCertificates,
  listIncoming,
} from '#contract/inspection'
import { UNITS } from '#contract/trace'
import { day } from '#kernel/day'
import { keyIn, keysOf } from '#kernel/keys'
import { useAct } from '#web/act.ts'
import { ask, askUpload } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { certificateWords } from './certificate-words.ts'
import { ChoiceItem, DayItem, TextItem } from './Fields.tsx'

const CHANGES = [listIncoming]

/** 扫码收证 A scanner types like a keyboard: the address it reads is taken as it is. */
export function CollectForm() {
  const w = useWords(certificateWords)
  const { slug: etown } = useTown()
  type Values = { readonly number: string; readonly quantity?: string }
  const act = useAct(
    ({ number, quantity }: Values, { key }) =>
      ask(collectCertificate, { etown, body: { number, ...(quantity && { quantity }) }, key }),
    { changes: CHANGES },
  )
  return (
    <ActForm<Values>
      name="collect"
      labels={{ number: w.numberOrLink, quantity: w.bought }}
      step={act.step}
      onSubmit={act.run}
    >
      <TextItem name="number" label={w.numberOrLink} />
      <TextItem name="quantity" label={w.bought} hint={w.boughtHint} number most={13} optional />
      <SubmitButton act={act}>{w.collectDo}</SubmitButton>
    </ActForm>
  )
}

type ForeignValues = {
  readonly number: string
  readonly product: string
  readonly quantity: string
  readonly unit: string
  readonly issuer: string
  readonly issuedOn: string
}

export function ForeignForm() {
  const w = useWords(certificateWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ number, unit, issuedOn, ...values }: ForeignValues, { key, onProgress }) => {
      const { sha256 } = await askUpload(bringFile, file ?? new File([], ''), {
        etown,
        key: `${key}-file`,
        onProgress,
      })
      const foreign = { ...values, unit: keyIn(UNITS, unit), issuedOn: day(issuedOn), photo: sha256 }
      return ask(collectCertificate, { etown, body: { number, foreign }, key })
    },
    { changes: CHANGES },
  )
  const labels = {
    number: w.number,
    product: w.product,
    quantity: w.quantity,
    unit: w.unit,
    issuer: w.issuer,
    issuedOn: w.issuedOn,
  }
  return (
    <ActForm<ForeignValues>
      name="foreign"
      labels={labels}
      step={act.step}
      initial={{ unit: 'kg' }}
      onSubmit={act.run}
    >
      <TextItem name="number" label={w.number} />
      <TextItem name="product" label={w.product} />
      <TextItem name="quantity" label={w.quantity} number />
      <ChoiceItem
        name="unit"
        label={w.unit}
        options={keysOf(UNITS).map((unit) => ({ value: unit, label: say(UNITS[unit]) }))}
      />
      <TextItem name="issuer" label={w.issuer} most={80} />
      <DayItem name="issuedOn" label={w.issuedOn} />
      <FileDrop
        label={w.photo}
        hint={w.photoHint}
        kinds={['.jpg', '.jpeg', '.png', '.webp']}
        limitBytes={20 * 1024 * 1024}
        file={file}
        onFile={setFile}
      />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.foreignDo}
      </SubmitButton>
    </ActForm>
  )
}

type BuyerValues = {
  readonly quantity: string
  readonly boxes: string
  readonly origin: string
  readonly contact: string
  readonly uses?: Readonly<Record<string, string | undefined>>
}

/** 转开 From certificates of one product and unit; what is taken of each adds up to what is issued. */
export function BuyerForm({ rows }: { readonly rows: readonly Incoming[] }) {
  const w = useWords(certificateWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const go = useGo()
  const usable = rows.filter((row) => !row.voided && Number(row.left) > 0)
  const kinds = [...new Set(usable.map((row) => `${row.product}\n${row.unit}`))]
  const [kind, setKind] = useState(kinds[0] ?? '')
  const [product = '', unit = 'kg'] = kind.split('\n')
  const mine = usable.filter((row) => row.product === product && row.unit === unit)
  const act = useAct(
    ({ boxes, uses, ...values }: BuyerValues, { key }) =>
      ask(issueBuyerCertificate, {
        etown,
        body: {
          ...values,
          product,
          unit: keyIn(UNITS, unit),
          boxes: Number(boxes),
          bases: ['control'],
          upstream: mine.flatMap(({ id }) => {
            const quantity = uses?.[`u${id}`]
            return quantity === undefined || quantity === '' ? [] : [{ incoming: id, quantity }]
          }),
        },
        key,
      }),
    { changes: [listIncoming, listCertificates], done: ({ id }) => go(`/e/${etown}/certificates/${id}`) },
  )
  if (kinds.length === 0) return <p>{w.nothingLeft}</p>
  const label = (row: Incoming): string => w.use(row.number, row.left)
  const labels = { quantity: w.quantity, boxes: w.boxes, origin: w.origin, contact: w.contact }
  return (
    <>
      <p>{w.buyerLead}</p>
      <div className="filter">
        <span aria-hidden>{w.chooseProduct}</span>
        <Choice
          label={w.chooseProduct}
          value={kind}
          onChange={setKind}
          options={kinds.map((one) => {
            const [name = '', of = 'kg'] = one.split('\n')
            return { value: one, label: `${name}（${say(UNITS[keyIn(UNITS, of)])}）` }
          })}
        />
      </div>
      <ActForm<BuyerValues>
        key={kind}
        name="buyer"
        labels={labels}
        step={act.step}
        initial={{ boxes: '1' }}
        onSubmit={act.run}
      >
        {mine.map((row) => (
          <Form.Item key={row.id} name={['uses', `u${row.id}`]} label={label(row)}>
            <Input inputMode="decimal" maxLength={13} />
          </Form.Item>
        ))}
        <TextItem name="quantity" label={w.quantity} number />
        <TextItem name="boxes" label={w.boxes} number most={5} />
        <TextItem name="origin" label={w.origin} most={80} />
        <TextItem name="contact" label={w.contact} hint={w.contactHint} most={40} />
        <SubmitButton act={act}>{w.buyerDo}</SubmitButton>
      </ActForm>
    </>
  )
}
