import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { eraseRecord, listRecords, makeBundle, readCertificate, readRecord } from '#contract/attest'
import { useAct } from '#web/act.ts'
import { type AnswerOf, addressOf, ask, askFile, saveFile } from '#web/ask.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { attestWords } from './attest-words.ts'
import { KindName } from './KindName.tsx'
import './attest.css'

type Attested = AnswerOf<typeof readRecord>
type Reason = { readonly reason: string }

/** 存证记录 One record, its proof, and what may be done with it. */
export function Page() {
  const w = useWords(attestWords)
  const index = useParam('index')
  const { slug, may } = useTown()
  const asked = { etown: slug, params: { index } }
  const record = useRead(readRecord, asked, { every: (r) => (r?.proof === undefined ? 1_500 : false) })
  return (
    <>
      <PageHead title={w.record(index)} lead={w.recordLead} />
      <Loaded query={record}>
        {(found) => (
          <>
            <Facts found={found} />
            <Proof found={found} slug={slug} />
            <Entry entry={found.entry} />
            {may.includes('attest.bundle') && found.record !== undefined && (
              <Bundle slug={slug} index={index} />
            )}
            {may.includes('attest.erase') && found.record !== undefined && (
              <Erase slug={slug} index={index} />
            )}
          </>
        )}
      </Loaded>
    </>
  )
}

function Facts({ found }: { readonly found: Attested }) {
  const w = useWords(attestWords)
  const { record, proof, erased } = found
  return (
    <FactList
      facts={[
        [w.kind, <KindName key="kind" kind={found.kind} />],
        [
          w.subject,
          record?.subject ?? (
            <StateTag tone="quiet">{erased ? `${w.erased}：${erased.reason}` : w.erased}</StateTag>
          ),
        ],
        [w.at, <InstantText key="at" instant={found.at} />],
        [w.event, w.part(found.seq, Number(found.part) + 1)],
        [w.content, record && <code>{record.sha256}</code>],
        [
          w.evidence,
          record && (record.evidence.length === 0 ? w.noEvidence : <code>{record.evidence.join(' ')}</code>),
        ],
        [w.signedAt, proof && <InstantText instant={proof.at} />],
        [w.seenBy, proof && (proof.witnesses.join('、') || w.nobody)],
      ]}
    />
  )
}

/** What the public sees of it. */
function Entry({ entry }: { readonly entry: string }) {
  const w = useWords(attestWords)
  return (
    <section aria-labelledby="entry">
      <h2 id="entry">{w.entry}</h2>
      <p className="attest-entry">{entry}</p>
    </section>
  )
}

function Proof({ found, slug }: { readonly found: Attested; readonly slug: string }) {
  const w = useWords(attestWords)
  const [copied, setCopied] = useState(false)
  const { proof } = found
  if (proof === undefined) return <StateTag tone="wait">{w.notYet}</StateTag>
  const copy = () => {
    navigator.clipboard.writeText(proof.text).then(
      () => setCopied(true),
      () => undefined,
    )
  }
  const save = () =>
    saveFile({
      name: `${slug}-${found.index}.tlog-proof`,
      content: new Blob([proof.text], { type: 'text/plain' }),
    })
  return (
    <section aria-labelledby="proof">
      <h2 id="proof">{w.proofText}</h2>
      <p className="page-actions">
        <Button type="primary" onClick={save}>
          {w.save}
        </Button>
        <Button onClick={copy}>{copied ? w.copied : w.copy}</Button>
        {found.record !== undefined && (
          <a href={addressOf(readCertificate, { etown: slug, params: { index: found.index } })}>{w.print}</a>
        )}
        <a href={`/log/${slug}/verify#${encodeURIComponent(proof.text)}`}>{w.verify}</a>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
      <pre className="attest-proof" tabIndex={0}>
        {proof.text}
      </pre>
    </section>
  )
}

function Bundle({ slug, index }: { readonly slug: string; readonly index: string }) {
  const w = useWords(attestWords)
  const act = useAct(
    ({ reason }: Reason) => askFile(makeBundle, { etown: slug, body: { of: { index }, reason } }),
    { done: saveFile },
  )
  return (
    <Unfold label={w.bundle}>
      <p className="hint">{w.bundleLead}</p>
      <ActForm<Reason> name="bundle" labels={{ reason: w.reason }} step={act.step} onSubmit={act.run}>
        <Form.Item name="reason" label={w.reason} rules={[{ required: true, message: w.reasonMissing }]}>
          <Input maxLength={200} />
        </Form.Item>
        <SubmitButton act={act}>{w.bundle}</SubmitButton>
      </ActForm>
    </Unfold>
  )
}

function Erase({ slug, index }: { readonly slug: string; readonly index: string }) {
  const w = useWords(attestWords)
  const act = useAct(
    (body: Reason, { key }) => ask(eraseRecord, { etown: slug, params: { index }, body, key }),
    { changes: [readRecord, listRecords] },
  )
  return (
    <Unfold label={w.erase}>
      <p className="hint">{w.eraseLead}</p>
      <ActForm<Reason> name="erase" labels={{ reason: w.reason }} step={act.step} onSubmit={act.run}>
        <Form.Item name="reason" label={w.reason} rules={[{ required: true, message: w.reasonMissing }]}>
          <Input maxLength={200} />
        </Form.Item>
        <SubmitButton act={act}>{w.eraseSend}</SubmitButton>
      </ActForm>
    </Unfold>
  )
}
