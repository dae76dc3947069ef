import { Form, Input } from 'antd'
import { type Batch, originalFile } from '#contract/market'
import { useAct } from '#web/act.ts'
import { askFile, saveFile } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { importWords } from './import-words.ts'

/** 下载原文件 It holds the buyers' names and addresses: only with a reason. */
export function OriginalFile({ batch }: { readonly batch: Batch }) {
  const w = useWords(importWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (body: { readonly reason: string }) =>
      askFile(originalFile, { etown, params: { batch: batch.id }, body }),
    { done: saveFile },
  )
  return (
    <Unfold label={w.original}>
      <ActForm<{ readonly reason: string }>
        name="original"
        labels={{ reason: w.reason }}
        step={act.step}
        onSubmit={act.run}
      >
        <p className="hint">{w.originalLead}</p>
        <Form.Item
          name="reason"
          label={w.reason}
          extra={w.reasonHint}
          rules={[{ required: true, message: w.fill(w.reason) }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <SubmitButton act={act}>{w.original}</SubmitButton>
      </ActForm>
    </Unfold>
  )
}
