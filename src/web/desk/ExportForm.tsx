import { Form, Input } from 'antd'
import {
  type ExportForm as Asked,
  downloadExport,
  EXPORT_STATES,
  type ExportItem,
  getExport,
  listExports,
} from '#contract/export'
import { type Sending, useAct } from '../act.ts'
import { askFile, saveFile } from '../ask.ts'
import { useRead } from '../read.ts'
import { ActForm } from '../ui/ActForm.tsx'
import { Choice } from '../ui/Choice.tsx'
import { Disclosure } from '../ui/Disclosure.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { countText } from '../ui/numbers.ts'
import { StateTag } from '../ui/StateTag.tsx'
import { SubmitButton } from '../ui/SubmitButton.tsx'
import { To } from '../ui/To.tsx'
import { useBoth, useLanguage, useWords } from '../ui/words.ts'
import { exportWords } from './export-words.ts'
import { useTown } from './place.ts'

type Values = Asked & { readonly personal: 'masked' | 'whole' }

type Props = {
  /** Sends the room's own endpoint, with the rows it is about. */
  readonly send: (
    form: Asked,
    personal: boolean,
    sending: Pick<Sending, 'key'>,
  ) => Promise<{ readonly export: string }>
  /** The rows hold personal data, which may be wanted whole. */
  readonly personal?: boolean
}

/** 导出 With a reason; then what becomes of it, until it can be downloaded. */
export function ExportForm({ send, personal = false }: Props) {
  const w = useWords(exportWords)
  const act = useAct(
    ({ personal: shown, ...form }: Values, sending: Sending) => send(form, shown === 'whole', sending),
    { changes: [listExports] },
  )
  return (
    <Disclosure label={w.open} side="end">
      <p className="hint">{w.lead}</p>
      <ActForm<Values>
        name="export"
        labels={{ format: w.format, personal: w.personal, reason: w.reason }}
        step={act.step}
        initial={{ format: 'xlsx' }}
        onSubmit={(values) => act.run({ ...values, personal: values.personal ?? 'masked' })}
      >
        <Form.Item name="format" label={w.format}>
          <Choice
            options={[
              { value: 'xlsx', label: w.formats.xlsx },
              { value: 'csv', label: w.formats.csv },
            ]}
          />
        </Form.Item>
        {personal && (
          <Form.Item name="personal" label={w.personal} initialValue="masked">
            <Choice
              options={[
                { value: 'masked', label: w.masked },
                { value: 'whole', label: w.whole },
              ]}
            />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label={w.reason}
          extra={w.reasonHint}
          rules={[{ required: true, message: w.fill }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <SubmitButton act={act}>{w.send}</SubmitButton>
      </ActForm>
      {act.step.at === 'done' && <Becoming id={act.step.answer.export} />}
    </Disclosure>
  )
}

/** What became of an export that was just asked for. */
function Becoming({ id }: { readonly id: string }) {
  const w = useWords(exportWords)
  const { slug: etown } = useTown()
  const query = useRead(
    getExport,
    { etown, params: { export: id } },
    { every: (one) => (one === undefined || one.state === 'making' ? 700 : false) },
  )
  return (
    <div role="status">
      <p>
        {w.asked(id)} · <To href={`/e/${etown}/exports`}>{w.toMine}</To>
      </p>
      <Loaded query={query} lines={1}>
        {(one) => (
          <>
            <ExportStatus one={one} />
            {one.state === 'ready' && <DownloadButton id={id} />}
          </>
        )}
      </Loaded>
    </div>
  )
}

const TONES = {
  making: 'wait',
  held: 'warn',
  ready: 'good',
  expired: 'quiet',
  declined: 'bad',
  failed: 'bad',
} as const

/** 导出状态 In words, with the reason where it went wrong. */
export function ExportStatus({ one }: { readonly one: ExportItem }) {
  const w = useWords(exportWords)
  const say = useBoth()
  const [language] = useLanguage()
  return (
    <>
      <StateTag tone={TONES[one.state]}>
        {one.state === 'making'
          ? w.making(countText(one.progress?.rows ?? 0, language))
          : say(EXPORT_STATES[one.state])}
      </StateTag>
      {one.state === 'held' && <p className="hint">{w.held}</p>}
      {one.refusals.map((why) => (
        <p key={why.code} className="hint">
          {say(why)}
        </p>
      ))}
    </>
  )
}

export function DownloadButton({ id }: { readonly id: string }) {
  const w = useWords(exportWords)
  const { slug: etown } = useTown()
  const act = useAct((_: undefined) => askFile(downloadExport, { etown, params: { export: id }, body: {} }), {
    changes: [listExports],
    done: saveFile,
  })
  return (
    <>
      <SubmitButton act={act} onPress={() => act.run(undefined)}>
        {w.download}
      </SubmitButton>
      {act.step.at === 'refused' && <Refused sentences={act.step.problem.refusals} />}
    </>
  )
}

function Refused({
  sentences,
}: {
  readonly sentences: readonly { readonly code: string; readonly zh: string; readonly en: string }[]
}) {
  const say = useBoth()
  return (
    <ul role="alert" className="note note-bad">
      {sentences.map((one) => (
        <li key={one.code}>{say(one)}</li>
      ))}
    </ul>
  )
}
