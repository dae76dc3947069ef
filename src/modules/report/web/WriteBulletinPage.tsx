import { Form } from 'antd'
import { BULLETIN_KINDS, listBulletins, writeBulletin } from '#contract/report'
import { keysOf } from '#kernel/keys'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { bulletinWords } from './bulletin-words.ts'
import { DraftFields, type DraftValues } from './DraftFields.tsx'
import './report.css'

type Values = DraftValues & { readonly kind: keyof typeof BULLETIN_KINDS }

/** 拟写信息 */
export function Page() {
  const w = useWords(bulletinWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const go = useGo()
  const act = useAct((body: Values, { key }) => ask(writeBulletin, { etown, body, key }), {
    changes: [listBulletins],
    done: ({ id }) => go(`/e/${etown}/bulletins/${id}`),
  })
  return (
    <>
      <PageHead title={w.write} lead={w.writeLead} />
      <ActForm<Values>
        name="bulletin"
        labels={{ title: w.title, body: w.body, kind: w.kind }}
        step={act.step}
        initial={{ kind: 'bulletin' }}
        onSubmit={act.run}
      >
        <Form.Item name="kind" label={w.kind}>
          <Choice
            options={keysOf(BULLETIN_KINDS).map((key) => ({ value: key, label: say(BULLETIN_KINDS[key]) }))}
          />
        </Form.Item>
        <DraftFields />
        <SubmitButton act={act}>{w.save}</SubmitButton>
      </ActForm>
    </>
  )
}
