import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { askTrial, listTrials } from '#contract/logistics'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { EXAMPLE } from './example.ts'
import { trialWords } from './trial-words.ts'

type Values = { readonly name?: string; readonly effort?: string; readonly request?: string }
type Asked = { readonly name: string | undefined; readonly body: Record<string, unknown> }

const REQUEST_BYTES = 12 * 1024 * 1024
const EFFORTS = [2, 10, 60]

const isObject = (x: unknown): x is Record<string, unknown> =>
  typeof x === 'object' && x !== null && !Array.isArray(x)

/** The request with the time the person chose; the server says what is wrong with anything that is JSON. */
function withEffort(json: unknown, effort: string): Record<string, unknown> {
  const body = isObject(json) ? json : { jobs: json }
  if (effort === '') return body
  const options = isObject(body.options) ? body.options : {}
  return { ...body, options: { ...options, time_limit_ms: Number(effort) * 1000, iterations: 0 } }
}

function parsed(text: string): { readonly json: unknown } | { readonly why: string } {
  try {
    return { json: JSON.parse(text) }
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) }
  }
}

/** 开始试算 A file or a pasted request. */
export function TrialForm() {
  const w = useWords(trialWords)
  const { slug: etown } = useTown()
  const go = useGo()
  const [file, setFile] = useState<File>()
  const act = useAct(
    ({ name, body }: Asked, { key }) => ask(askTrial, { etown, query: { name }, body, key }),
    { changes: [listTrials], done: ({ id }) => go(`/e/${etown}/route-trials/${id}`) },
  )
  const submit = async ({ name, effort = '', request = '' }: Values): Promise<void> => {
    const read = parsed(file === undefined ? request : await file.text())
    if (!('json' in read)) return
    const given = name?.trim() || file?.name.replace(/\.json$/i, '').slice(0, 80)
    await act.run({ name: given || undefined, body: withEffort(read.json, effort) })
  }
  const isRequest = async (_: unknown, text: string | undefined): Promise<void> => {
    const whole = file === undefined ? (text ?? '') : await file.text()
    if (whole.trim() === '') throw new Error(w.needRequest)
    const read = parsed(whole)
    if ('why' in read) throw new Error(w.notJson(read.why))
  }
  return (
    <ActForm<Values>
      name="trial"
      labels={{ request: w.request }}
      step={act.step}
      initial={{ effort: '10' }}
      onSubmit={(values) => submit(values)}
    >
      <FileDrop
        label={w.requestFile}
        hint={w.requestHint}
        kinds={['.json']}
        limitBytes={REQUEST_BYTES}
        file={file}
        onFile={setFile}
      />
      <Form.Item name="request" label={w.paste} rules={[{ validator: isRequest }]}>
        <PasteField onExample={() => setFile(undefined)} />
      </Form.Item>
      <Form.Item name="name" label={w.name} extra={w.nameHint}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="effort" label={w.effort}>
        <Choice
          empty={w.asWritten}
          options={EFFORTS.map((n) => ({ value: String(n), label: w.seconds(n) }))}
        />
      </Form.Item>
      <SubmitButton act={act}>{w.start}</SubmitButton>
    </ActForm>
  )
}

type PasteProps = {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string) => void
  readonly onExample: () => void
}

function PasteField({ id, value, onChange, onExample }: PasteProps) {
  const w = useWords(trialWords)
  return (
    <>
      <Input.TextArea
        id={id}
        rows={6}
        value={value}
        spellCheck={false}
        className="paste"
        onChange={(event) => onChange?.(event.target.value)}
      />
      <Button
        className="example"
        onClick={() => {
          onExample()
          onChange?.(JSON.stringify(EXAMPLE, null, 1))
        }}
      >
        {w.example}
      </Button>
    </>
  )
}
