import { Form, Input } from 'antd'
import { useState } from 'react'
import {
  bringFinding,
  getLot,
  type Supervision as Kind,
  type LotDetail,
  listLots,
  openFinding,
  SUPERVISIONS,
  supervise,
} from '#contract/trace'
import { keysOf } from '#kernel/keys'
import { type Sending, useAct } from '#web/act.ts'
import { addressOf, ask } from '#web/ask.ts'
import { bringTo } from '#web/bring.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { PaperField } from '#web/ui/PaperField.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { traceWords } from './trace-words.ts'

type Values = { readonly kind: Kind; readonly said: string }

const bring = bringTo(bringFinding)

function SuperviseForm({ lot }: { readonly lot: LotDetail }) {
  const w = useWords(traceWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async (values: Values, sending: Sending) => {
      const body = file === undefined ? values : { ...values, paper: await bring(etown, file, sending) }
      const done = await ask(supervise, { etown, params: { lot: lot.id }, body, key: sending.key })
      setFile(undefined)
      return done
    },
    { changes: [getLot, listLots] },
  )
  return (
    <ActForm<Values>
      name="supervise"
      labels={{ kind: w.superviseKind, said: w.said }}
      step={act.step}
      initial={{ kind: 'visit' }}
      onSubmit={act.run}
    >
      <Form.Item name="kind" label={w.superviseKind}>
        <Choice
          options={keysOf(SUPERVISIONS).map((kind) => ({ value: kind, label: say(SUPERVISIONS[kind]) }))}
        />
      </Form.Item>
      <Form.Item
        name="said"
        label={w.said}
        extra={w.saidHint}
        rules={[{ required: true, message: w.fill(w.said) }]}
      >
        <Input.TextArea maxLength={500} rows={3} />
      </Form.Item>
      <PaperField to={bringFinding} label={w.paper} hint={w.paperHint} file={file} onFile={setFile} />
      <SubmitButton act={act}>{w.superviseDo}</SubmitButton>
    </ActForm>
  )
}

/** 监管 What supervisors did and said about a lot. */
export function Supervision({ lot }: { readonly lot: LotDetail }) {
  const w = useWords(traceWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  return (
    <section aria-labelledby="supervision">
      <h2 id="supervision">{w.supervise}</h2>
      {lot.supervisions.length === 0 ? (
        <p>{w.noSupervisions}</p>
      ) : (
        <ul>
          {lot.supervisions.map((one) => (
            <li key={one.id}>
              <strong>{say(SUPERVISIONS[one.kind])}</strong> · <InstantText instant={one.at} /> · {one.by}
              <br />
              {one.said}
              {one.paper && (
                <>
                  {' · '}
                  <a
                    href={addressOf(openFinding, { etown, params: { lot: lot.id, supervision: one.id } })}
                    target="_blank"
                    rel="noreferrer"
                  >
                    {w.openPaper}
                  </a>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {may.includes('trace.supervise') && (
        <Unfold label={w.superviseDo}>
          <SuperviseForm key={lot.supervisions.length} lot={lot} />
        </Unfold>
      )}
    </section>
  )
}
