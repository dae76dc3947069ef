import { Checkbox, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import {
  ASSET_CLASSES,
  bringPaper,
  type ContractChoice,
  listAssets,
  listContracts,
  OWNERSHIPS,
  registerAsset,
} from '#contract/asset'
import { readFund } from '#contract/fund'
import type { Day } from '#kernel/day'
import { keysOf } from '#kernel/keys'
import { parseYuan } from '#kernel/money'
import { fromFen } from '#kernel/wire'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { bringTo } from '#web/bring.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { PaperField } from '#web/ui/PaperField.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { assetWords } from './asset-words.ts'

/** The original goes first; sent again with the act, it is the same file. */
export const bring = bringTo(bringPaper)

type Source = { readonly code: string; readonly name: string }
type Values = {
  readonly number: string
  readonly name: string
  readonly model: string
  readonly class: string
  readonly price: string
  readonly boughtOn: Day
  readonly ownership: string
  readonly owner: string
  readonly custodian: string
  readonly place: string
  readonly contract?: string
  readonly useUntil?: Day
  readonly batch?: boolean
} & Readonly<Record<`share-${string}`, string>>

/** 登记资产 The sources are those of the plan. */
export function Page() {
  const w = useWords(assetWords)
  const { slug: etown } = useTown()
  const fund = useRead(readFund, { etown })
  const contracts = useRead(listContracts, { etown })
  return (
    <>
      <PageHead title={w.register} lead={w.registerLead} />
      <Loaded query={fund} lines={8}>
        {({ sources }) => <RegisterForm sources={sources} contracts={contracts.data?.items ?? []} />}
      </Loaded>
    </>
  )
}

const fenOf = (text: string | undefined): string | undefined => {
  const amount = text === undefined || text.trim() === '' ? undefined : parseYuan(text)
  return amount === undefined ? undefined : fromFen(amount)
}

function bodyOf(values: Values, sources: readonly Source[], evidence: string) {
  const { price, contract, useUntil, batch } = values
  return {
    number: values.number,
    name: values.name,
    model: values.model,
    class: keysOf(ASSET_CLASSES).find((key) => key === values.class) ?? 'general',
    ownership: keysOf(OWNERSHIPS).find((key) => key === values.ownership) ?? 'state',
    boughtOn: values.boughtOn,
    owner: values.owner,
    custodian: values.custodian,
    place: values.place,
    price: fenOf(price) ?? '0',
    shares: sources.flatMap(({ code }) => {
      const amount = fenOf(values[`share-${code}`])
      return amount === undefined || amount === '0' ? [] : [{ source: code, amount }]
    }),
    ...(contract && { contract }),
    ...(useUntil && { useUntil }),
    batch: batch === true,
    evidence,
  }
}

type RegisterProps = {
  readonly sources: readonly Source[]
  readonly contracts: readonly ContractChoice[]
}

function RegisterForm({ sources, contracts }: RegisterProps) {
  const w = useWords(assetWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const go = useGo()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ values, paper }: { readonly values: Values; readonly paper: File }, sending: Sending) => {
      const evidence = await bring(etown, paper, sending)
      return ask(registerAsset, { etown, body: bodyOf(values, sources, evidence), key: sending.key })
    },
    { changes: [listAssets], done: ({ id }) => go(`/e/${etown}/assets/${id}`) },
  )
  const required = (what: string) => [{ required: true, whitespace: true, message: w.fill(what) }]
  const isMoney = async (_: unknown, text: string | undefined) => {
    if (text && parseYuan(text) === undefined) throw new Error(w.priceForm)
  }
  const text = (name: 'number' | 'name' | 'model' | 'owner' | 'custodian' | 'place', extra?: string) => (
    <Form.Item name={name} label={w[name]} rules={required(w[name])} extra={extra}>
      <Input maxLength={100} />
    </Form.Item>
  )
  return (
    <ActForm<Values>
      name="register"
      labels={{
        ...{ number: w.number, name: w.name, model: w.model, class: w.kind, price: w.price },
        ...{ boughtOn: w.boughtOn, owner: w.owner, custodian: w.custodian, place: w.place },
        ...{ contract: w.contract, useUntil: w.useUntil, shares: w.shares },
      }}
      step={act.step}
      initial={{ class: 'general', ownership: 'state' }}
      onSubmit={(values) => file && act.run({ values, paper: file })}
    >
      {text('number', w.numberHint)}
      {text('name')}
      {text('model')}
      <Form.Item name="class" label={w.kind}>
        <Choice
          options={keysOf(ASSET_CLASSES).map((key) => ({ value: key, label: say(ASSET_CLASSES[key]) }))}
        />
      </Form.Item>
      <Form.Item name="price" label={w.price} rules={[...required(w.price), { validator: isMoney }]}>
        <Input inputMode="decimal" maxLength={16} />
      </Form.Item>
      {sources.map(({ code, name }) => (
        <Form.Item key={code} name={`share-${code}`} label={w.shareOf(name)} rules={[{ validator: isMoney }]}>
          <Input inputMode="decimal" maxLength={16} />
        </Form.Item>
      ))}
      <Form.Item name="batch" valuePropName="checked">
        <Checkbox>{w.batch}</Checkbox>
      </Form.Item>
      <Form.Item name="boughtOn" label={w.boughtOn} rules={[{ required: true, message: w.fill(w.boughtOn) }]}>
        <DateField />
      </Form.Item>
      <Form.Item name="ownership" label={w.ownership}>
        <Choice options={keysOf(OWNERSHIPS).map((key) => ({ value: key, label: say(OWNERSHIPS[key]) }))} />
      </Form.Item>
      {text('owner')}
      {text('custodian')}
      {text('place')}
      <ContractField contracts={contracts} />
      <Form.Item name="useUntil" label={w.useUntil}>
        <DateField />
      </Form.Item>
      <PaperField to={bringPaper} label={w.paper} file={file} onFile={setFile} />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.register}
      </SubmitButton>
    </ActForm>
  )
}

/** The day it goes back is the contract's, until somebody says otherwise. */
function ContractField({ contracts }: { readonly contracts: readonly ContractChoice[] }) {
  const w = useWords(assetWords)
  const form = Form.useFormInstance<Values>()
  const picked: string | undefined = Form.useWatch('contract', form)
  const endsOn = contracts.find(({ id }) => id === picked)?.endsOn
  useEffect(() => {
    if (endsOn !== undefined) form.setFieldValue('useUntil', endsOn)
  }, [endsOn, form])
  return (
    <Form.Item name="contract" label={w.contract}>
      <Choice
        empty={w.noContract}
        options={contracts.map(({ id, number, project }) => ({
          value: id,
          label: w.contractLine(number, project),
        }))}
      />
    </Form.Item>
  )
}
