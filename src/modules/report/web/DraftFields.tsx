import { Button, Form, Input } from 'antd'
import { type BulletinFigure, listFigures } from '#contract/report'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { bulletinWords } from './bulletin-words.ts'

export type DraftValues = { readonly title: string; readonly body: string }

/** Title and text, and the figures that a press puts into the text. */
export function DraftFields() {
  const w = useWords(bulletinWords)
  const { slug: etown } = useTown()
  const form = Form.useFormInstance()
  const figures = useRead(listFigures, { etown })
  const insert = ({ token }: BulletinFigure) => {
    const text: unknown = form.getFieldValue('body')
    form.setFieldValue('body', `${typeof text === 'string' ? text : ''}${token}`)
  }
  return (
    <>
      <Form.Item name="title" label={w.title} rules={[{ required: true, message: w.fill(w.title) }]}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item
        name="body"
        label={w.body}
        extra={w.bodyHint}
        rules={[{ required: true, message: w.fill(w.body) }]}
      >
        <Input.TextArea autoSize={{ minRows: 8 }} maxLength={20_000} />
      </Form.Item>
      <Unfold label={w.insert}>
        <Loaded query={figures}>
          {({ items }) =>
            items.length === 0 ? (
              <p>{w.noFigures}</p>
            ) : (
              <ul className="figure-list">
                {items.map((figure) => (
                  <li key={figure.token}>
                    <Button onClick={() => insert(figure)}>
                      {figure.period} {figure.label} {figure.shown}
                    </Button>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Unfold>
    </>
  )
}
