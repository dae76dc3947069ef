import { Button, Form } from 'antd'
import { useEffect, useState } from 'react'
import {
  type ApplicationDetail,
  attachFile,
  type FactView,
  getApplication,
  saveFact,
} from '#contract/subsidy'
import { useAct } from '#web/act.ts'
import { ask, askUpload } from '#web/ask.ts'
import { useGo, useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Loaded, ProblemNote } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { PaperField } from '#web/ui/PaperField.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { EvidenceFiles } from './EvidenceFiles.tsx'
import { FactField } from './FactField.tsx'
import './subsidy.css'
import { subsidyWords } from './subsidy-words.ts'

/** Long enough not to save every letter, short enough that nobody leaves before. */
const PAUSE_MS = 600

type Props = { readonly application: string; readonly fact: FactView }

/** 自动保存 What is typed is kept as it comes to rest. */
function Typed({ application, fact }: Props) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const [typed, setTyped] = useState(fact.typed ?? '')
  const [tried, setTried] = useState(fact.typed ?? '')
  const act = useAct(
    (text: string, { key }) =>
      ask(saveFact, {
        etown,
        params: { application },
        body: { name: fact.name, typed: text.trim() === '' ? null : text },
        key,
      }),
    { changes: [getApplication] },
  )
  const { run, step } = act
  useEffect(() => {
    if (typed === tried || step.at === 'running') return
    const timer = setTimeout(() => {
      setTried(typed)
      run(typed).catch(() => undefined)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, tried, step.at, run])
  const waiting = typed !== tried || step.at === 'running'
  return (
    <Form layout="vertical" requiredMark={false}>
      <Form.Item label={fact.name} htmlFor="fact">
        <FactField id="fact" fact={fact} value={typed} onChange={setTyped} />
      </Form.Item>
      {step.at === 'refused' && !waiting && <ProblemNote error={step.problem} />}
      <p role="status">
        {waiting && <StateTag tone="wait">{w.saving}</StateTag>}
        {!waiting && step.at === 'done' && <StateTag tone="good">{w.saved}</StateTag>}
      </p>
    </Form>
  )
}

function Documents({ application, fact }: Props) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (file: File, { key, onProgress }) =>
      askUpload(attachFile, file, {
        etown,
        params: { application },
        query: { fact: fact.name },
        key,
        onProgress,
      }),
    { changes: [getApplication] },
  )
  return (
    <section aria-labelledby="documents">
      <h2 id="documents">{`${w.file}：${fact.document}`}</h2>
      <EvidenceFiles application={application} files={fact.files} />
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      <PaperField
        to={attachFile}
        label={w.file}
        file={undefined}
        onFile={(file) => file && act.run(file)}
        share={act.step.at === 'running' ? act.step.share : undefined}
      />
    </section>
  )
}

const factsToFill = ({ facts }: Pick<ApplicationDetail, 'facts'>): readonly FactView[] =>
  facts.filter(({ fromRows }) => fromRows === undefined)

/** 填写一项 One thing a page. */
export function Page() {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const go = useGo()
  const application = useParam('application')
  const place = Number(useParam('place'))
  const here = `/e/${etown}/subsidy-applications/${application}`
  return (
    <Loaded query={useRead(getApplication, { etown, params: { application } })} lines={8}>
      {(detail) => {
        const facts = factsToFill(detail)
        const fact = facts[place - 1]
        if (fact === undefined) return <To href={here}>{w.backToTasks}</To>
        const last = place >= facts.length
        return (
          <div className="subsidy">
            <PageHead title={fact.name} lead={`${detail.schemeName} · ${w.of(place, facts.length)}`} />
            <Typed key={fact.name} application={application} fact={fact} />
            <Documents key={`${fact.name} file`} application={application} fact={fact} />
            <p className="steps-on">
              <Button type="primary" onClick={() => go(last ? here : `${here}/facts/${place + 1}`)}>
                {last ? w.backToTasks : w.nextFact}
              </Button>{' '}
              {!last && <To href={here}>{w.backToTasks}</To>}
            </p>
          </div>
        )
      }}
    </Loaded>
  )
}
