import { Form, Input } from 'antd'
import { useState } from 'react'
import {
  type AssetDetail,
  bringPaper,
  CONDITIONS,
  countAsset,
  getAsset,
  getTake,
  listTakes,
} from '#contract/asset'
import { keysOf } from '#kernel/keys'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { PaperField } from '#web/ui/PaperField.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { assetWords } from './asset-words.ts'
import { bring } from './NewAssetPage.tsx'

type Values = { readonly condition: string; readonly place: string }

/** 盘点这一件 By phone: a photo, how it is, where it is. */
export function CountForm({ detail }: { readonly detail: AssetDetail }) {
  const w = useWords(assetWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ condition, place, photo }: Values & { readonly photo: File }, sending: Sending) => {
      const sha256 = await bring(etown, photo, sending)
      const known = keysOf(CONDITIONS).find((key) => key === condition) ?? 'good'
      const body = { condition: known, place, photo: sha256 }
      return ask(countAsset, { etown, params: { asset: detail.id }, body, key: sending.key })
    },
    { changes: [getAsset, getTake, listTakes] },
  )
  const form = (
    <ActForm<Values>
      name="count"
      labels={{ condition: w.condition, place: w.place }}
      step={act.step}
      initial={{ condition: 'good', place: detail.place }}
      onSubmit={(values) => file && act.run({ ...values, photo: file })}
    >
      <PaperField to={bringPaper} label={w.photo} hint={w.photoHint} file={file} onFile={setFile} picture />
      <Form.Item name="condition" label={w.condition}>
        <Choice options={keysOf(CONDITIONS).map((key) => ({ value: key, label: say(CONDITIONS[key]) }))} />
      </Form.Item>
      <Form.Item name="place" label={w.place} rules={[{ required: true, message: w.fill(w.place) }]}>
        <Input maxLength={200} />
      </Form.Item>
      <SubmitButton act={act} disabled={file === undefined}>
        {w.count}
      </SubmitButton>
    </ActForm>
  )
  return detail.countedNow ? (
    <>
      <p>
        <StateTag tone="good">{w.counted}</StateTag>
      </p>
      <Unfold label={w.countAgain}>{form}</Unfold>
    </>
  ) : (
    <section>
      <h2>{w.count}</h2>
      {form}
    </section>
  )
}
