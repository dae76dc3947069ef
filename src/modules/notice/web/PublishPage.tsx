import { Form } from 'antd'
import { useState } from 'react'
import { bringList, listNotices, NOTICE_KINDS, type NoticeKind, publishNotice } from '#contract/notice'
import { keysOf } from '#kernel/keys'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { bringTo } from '#web/bring.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ContentFields, type ContentValues, contentOf, useContentLabels } from './ContentFields.tsx'
import { noticeWords } from './notice-words.ts'

type Values = ContentValues & { readonly kind: NoticeKind }

/** The original goes first; sent again with the act, it is the same file. */
export const bringOriginal = bringTo(bringList)

/** 发布公示 */
export function Page() {
  const w = useWords(noticeWords)
  const say = useBoth()
  const labels = useContentLabels()
  const { slug: etown } = useTown()
  const go = useGo()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ original, ...values }: Values & { readonly original: File }, sending: Sending) => {
      const evidence = await bringOriginal(etown, original, sending)
      const body = { kind: values.kind, ...contentOf(values, evidence) }
      return ask(publishNotice, { etown, body, key: sending.key })
    },
    { changes: [listNotices], done: ({ id }) => go(`/e/${etown}/notices/${id}`) },
  )
  return (
    <>
      <PageHead title={w.publish} lead={w.publishLead} />
      <ActForm<Values>
        name="publish"
        labels={{ kind: w.kind, ...labels }}
        step={act.step}
        initial={{ kind: 'subsidy', days: '5' }}
        onSubmit={(values) => file && act.run({ ...values, original: file })}
      >
        <Form.Item name="kind" label={w.kind}>
          <Choice
            options={keysOf(NOTICE_KINDS).map((key) => ({ value: key, label: say(NOTICE_KINDS[key]) }))}
          />
        </Form.Item>
        <ContentFields file={file} onFile={setFile} />
        <SubmitButton act={act} disabled={file === undefined}>
          {w.publish}
        </SubmitButton>
      </ActForm>
    </>
  )
}
