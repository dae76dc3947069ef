import { Form, Input } from 'antd'
import { useState } from 'react'
import { amendNotice, getNotice, listNotices, type NoticeDetail, withdrawNotice } from '#contract/notice'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { ContentFields, type ContentValues, contentOf, useContentLabels } from './ContentFields.tsx'
import { noticeWords } from './notice-words.ts'
import { bringOriginal } from './PublishPage.tsx'
import { asPasted } from './pasted.ts'

const CHANGES = [getNotice, listNotices]

/** 更正、撤回 By who may publish, while it is not withdrawn. */
export function NoticeActs({ detail }: { readonly detail: NoticeDetail }) {
  const w = useWords(noticeWords)
  const { may } = useTown()
  if (detail.state === 'withdrawn' || !may.includes('notice.publish')) return null
  return (
    <>
      <Unfold label={w.amend}>
        <AmendForm key={detail.edition} detail={detail} />
      </Unfold>
      <Unfold label={w.withdraw}>
        <WithdrawForm notice={detail.id} />
      </Unfold>
    </>
  )
}

type Amended = ContentValues & { readonly why: string }

/** Begins with what is shown: masked cells stay masked, so a row is corrected without its person’s data being there. */
function AmendForm({ detail }: { readonly detail: NoticeDetail }) {
  const w = useWords(noticeWords)
  const labels = useContentLabels()
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async (
      { original, why, ...values }: Amended & { readonly original: File | undefined },
      sending: Sending,
    ) => {
      const evidence =
        original === undefined ? detail.evidence : await bringOriginal(etown, original, sending)
      const body = { ...contentOf(values, evidence), why }
      return ask(amendNotice, { etown, params: { notice: detail.id }, body, key: sending.key })
    },
    { changes: CHANGES },
  )
  const { title, basis, contact, days, columns, rows } = detail
  return (
    <ActForm<Amended>
      name="amend"
      labels={labels}
      step={act.step}
      initial={{ title, basis, contact, days: String(days), list: asPasted(columns, rows) }}
      onSubmit={(values) => act.run({ ...values, original: file })}
    >
      <ContentFields file={file} onFile={setFile} />
      <Form.Item name="why" label={w.why} rules={[{ required: true, message: w.fill(w.why) }]}>
        <Input maxLength={500} />
      </Form.Item>
      <SubmitButton act={act}>{w.amend}</SubmitButton>
    </ActForm>
  )
}

function WithdrawForm({ notice }: { readonly notice: string }) {
  const w = useWords(noticeWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (body: { readonly why: string }, { key }) =>
      ask(withdrawNotice, { etown, params: { notice }, body, key }),
    { changes: CHANGES },
  )
  return (
    <ActForm<{ readonly why: string }>
      name="withdraw"
      labels={{ why: w.withdrawWhy }}
      step={act.step}
      onSubmit={act.run}
    >
      <Form.Item
        name="why"
        label={w.withdrawWhy}
        rules={[{ required: true, message: w.fill(w.withdrawWhy) }]}
      >
        <Input maxLength={500} />
      </Form.Item>
      <SubmitButton act={act}>{w.withdraw}</SubmitButton>
    </ActForm>
  )
}
