import { Form, Input } from 'antd'
import { useState } from 'react'
import {
  type AssetDetail,
  askDisposal,
  bringPaper,
  DISPOSALS,
  disposeAsset,
  getAsset,
  giveBackAsset,
  judgeDisposal,
  lendAsset,
  listAssets,
  moveAsset,
  returnAsset,
} from '#contract/asset'
import { readDesk } from '#contract/governance'
import type { Day } from '#kernel/day'
import { keysOf } from '#kernel/keys'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { PaperField } from '#web/ui/PaperField.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { assetWords } from './asset-words.ts'
import { bring } from './NewAssetPage.tsx'

type Kind = 'move' | 'lend' | 'giveBack' | 'returnBack' | 'askDisposal' | 'approve' | 'refuse' | 'done'
type Values = {
  readonly text: string
  readonly custodian: string
  readonly place: string
  readonly dueOn: Day
  readonly way: string
}

/** Which fields and which paper each act asks for. */
const ASKS: Readonly<
  Record<
    Kind,
    {
      readonly held?: true
      readonly due?: true
      readonly way?: true
      readonly paper?: 'handover' | 'appraisal' | 'proof'
    }
  >
> = {
  move: { held: true },
  lend: { held: true, due: true },
  giveBack: { held: true },
  returnBack: { held: true, paper: 'handover' },
  askDisposal: { way: true, paper: 'appraisal' },
  approve: {},
  refuse: {},
  done: { paper: 'proof' },
}

/** What may happen next, by whoever looks. */
export function AssetActs({ detail }: { readonly detail: AssetDetail }) {
  const { may } = useTown()
  const moves = may.includes('asset.move')
  const { state, contract } = detail
  const kinds: readonly Kind[] = [
    ...(moves && state === 'in-use' && contract !== undefined ? (['returnBack'] as const) : []),
    ...(moves && state === 'in-use' ? (['move', 'lend', 'askDisposal'] as const) : []),
    ...(moves && state === 'lent' ? (['giveBack'] as const) : []),
    ...(may.includes('asset.approve') && state === 'asked' ? (['approve', 'refuse'] as const) : []),
    ...(moves && state === 'approved' ? (['done'] as const) : []),
  ]
  return kinds.map((kind) => <ActOf key={kind} asset={detail.id} kind={kind} />)
}

type Sent = { readonly values: Values; readonly paper: File | undefined }

function ActOf({ asset, kind }: { readonly asset: string; readonly kind: Kind }) {
  const w = useWords(assetWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const { held, due, way, paper: wanted } = ASKS[kind]
  const act = useAct(
    async ({ values, paper }: Sent, sending: Sending) => {
      const evidence = paper === undefined ? '' : await bring(etown, paper, sending)
      return send(kind, { etown, asset, values, evidence, key: sending.key })
    },
    { changes: [getAsset, listAssets, readDesk] },
  )
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  return (
    <Unfold label={w[kind]}>
      <ActForm<Values>
        name={kind}
        labels={{ text: w.why, custodian: w.to, place: w.toPlace, dueOn: w.dueOn, way: w.way }}
        step={act.step}
        initial={{ way: 'scrap' }}
        onSubmit={(values) => (wanted === undefined || file) && act.run({ values, paper: file })}
      >
        {way && (
          <Form.Item name="way" label={w.way}>
            <Choice options={keysOf(DISPOSALS).map((key) => ({ value: key, label: say(DISPOSALS[key]) }))} />
          </Form.Item>
        )}
        {held && (
          <>
            <Form.Item name="custodian" label={w.to} rules={required(w.to)}>
              <Input maxLength={100} />
            </Form.Item>
            <Form.Item name="place" label={w.toPlace} rules={required(w.toPlace)}>
              <Input maxLength={200} />
            </Form.Item>
          </>
        )}
        {due && (
          <Form.Item name="dueOn" label={w.dueOn} rules={required(w.dueOn)}>
            <DateField />
          </Form.Item>
        )}
        <Form.Item name="text" label={w.why} rules={required(w.why)}>
          <Input maxLength={1000} />
        </Form.Item>
        {wanted !== undefined && (
          <PaperField to={bringPaper} label={w[wanted]} file={file} onFile={setFile} />
        )}
        <SubmitButton act={act} disabled={wanted !== undefined && file === undefined}>
          {w[kind]}
        </SubmitButton>
      </ActForm>
    </Unfold>
  )
}

type Sends = {
  readonly etown: string
  readonly asset: string
  readonly values: Values
  readonly evidence: string
  readonly key: string
}

function send(kind: Kind, { etown, asset, values, evidence, key }: Sends) {
  const { text, custodian, place, dueOn } = values
  const params = { asset }
  const to = { text, custodian, place }
  const way = keysOf(DISPOSALS).find((one) => one === values.way) ?? 'scrap'
  switch (kind) {
    case 'move':
      return ask(moveAsset, { etown, params, body: to, key })
    case 'lend':
      return ask(lendAsset, { etown, params, body: { ...to, dueOn }, key })
    case 'giveBack':
      return ask(giveBackAsset, { etown, params, body: to, key })
    case 'returnBack':
      return ask(returnAsset, { etown, params, body: { ...to, evidence }, key })
    case 'askDisposal':
      return ask(askDisposal, { etown, params, body: { text, way, evidence }, key })
    case 'done':
      return ask(disposeAsset, { etown, params, body: { text, evidence }, key })
    default:
      return ask(judgeDisposal, { etown, params, body: { approve: kind === 'approve', text }, key })
  }
}
