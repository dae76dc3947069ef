import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { importOrders, listImports, listShops } from '#contract/market'
import { useAct } from '#web/act.ts'
import { askUpload } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { countText, shareText, sizeText } from '#web/ui/numbers.ts'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { importWords } from './import-words.ts'

const MOST_BYTES = 300 * 1024 * 1024

/** `shop`: as chosen when the upload was pressed; choosing another one afterwards moves no file. */
type Queued = { readonly no: number; readonly file: File; readonly shop?: string; readonly ended?: boolean }

/** 上传队列 Files that are sent one after another, each with its own progress, answer and receipt. */
export function UploadQueue({ shop }: { readonly shop: string }) {
  const w = useWords(importWords)
  const [language] = useLanguage()
  const { slug } = useTown()
  const go = useGo()
  const [queue, setQueue] = useState<readonly Queued[]>([])
  const [refused, setRefused] = useState(false)
  const waiting = queue.filter((one) => one.shop === undefined)
  const turn = queue.find((one) => one.shop !== undefined && one.ended !== true)
  const add = (file: File | undefined) => {
    if (file !== undefined) setQueue((all) => [...all, { no: (all.at(-1)?.no ?? 0) + 1, file }])
  }
  const end = (no: number, batch: string | undefined) => {
    setQueue((all) => all.map((one) => (one.no === no ? { ...one, ended: true } : one)))
    if (queue.length === 1 && batch !== undefined) go(`/e/${slug}/order-imports/${batch}`)
  }
  const start = () => {
    setRefused(shop === '')
    if (shop !== '') setQueue((all) => all.map((one) => ({ shop, ...one })))
  }
  return (
    <>
      <FileDrop
        label={w.files}
        hint={w.filesHint}
        kinds={['.csv', '.xlsx', '.xls', '.txt']}
        limitBytes={MOST_BYTES}
        file={undefined}
        onFile={add}
        many
      />
      {queue.length > 0 && (
        <ul className="queue" aria-label={w.chosen}>
          {queue.map((one) => (
            <li key={one.no}>
              <strong>{one.file.name}</strong>
              <span className="number">{sizeText(one.file.size)}</span>
              {one.shop === undefined ? (
                <Button
                  aria-label={w.takeOutFile(one.file.name)}
                  onClick={() => setQueue(queue.filter(({ no }) => no !== one.no))}
                >
                  {w.takeOut}
                </Button>
              ) : (
                <Sending
                  file={one.file}
                  shop={one.shop}
                  mayStart={one === turn}
                  onEnd={(batch) => end(one.no, batch)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {refused && shop === '' && (
        <p role="alert" className="field-problem">
          {w.needShop}
        </p>
      )}
      <p>
        <Button type="primary" disabled={waiting.length === 0} onClick={start}>
          {waiting.length === 0 ? w.uploadNone : w.upload(countText(waiting.length, language))}
        </Button>
      </p>
    </>
  )
}

type SendingProps = {
  readonly file: File
  readonly shop: string
  /** Those before it have ended. */
  readonly mayStart: boolean
  /** With the number of the import, if the file was taken. */
  readonly onEnd: (batch: string | undefined) => void
}

function Sending({ file, shop, mayStart, onEnd }: SendingProps) {
  const w = useWords(importWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (sent: File, { key, onProgress }) =>
      askUpload(importOrders, sent, { etown, params: { shop }, key, onProgress }),
    { changes: [listImports, listShops], done: ({ batch }) => onEnd(batch) },
  )
  const { step } = act
  // biome-ignore lint/correctness/useExhaustiveDependencies: an act sends once, however often it is drawn
  useEffect(() => {
    if (mayStart && step.at === 'idle') act.run(file).catch(() => onEnd(undefined))
    if (mayStart && step.at === 'refused') onEnd(undefined)
  }, [mayStart, step.at])
  if (step.at === 'idle') return <StateTag tone="wait">{w.queued}</StateTag>
  if (step.at === 'running') {
    return (
      <span className="sending">
        <progress value={step.share ?? 0} max={1} aria-label={file.name} />
        {w.sent(shareText(step.share ?? 0))}
      </span>
    )
  }
  if (step.at === 'done') {
    return (
      <>
        <StateTag tone="good">{w.received}</StateTag>
        <To href={`/e/${etown}/order-imports/${step.answer.batch}`}>{w.open}</To>
      </>
    )
  }
  return (
    <>
      {step.at === 'refused' && <StateTag tone="bad">{w.notTaken}</StateTag>}
      {step.at === 'refused' && <ProblemNote error={step.problem} />}
      <SubmitButton act={act} onPress={() => act.run(file)}>
        {w.retry}
      </SubmitButton>
    </>
  )
}
