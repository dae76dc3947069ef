import { useState } from 'react'
import {
  adoptVersion,
  checkDraft,
  compareVersions,
  type Draft,
  listClauses,
  listFacilities,
  listInterpretations,
  listTargets,
  PLAN_FILE_BYTES,
  showFunds,
  showPlan,
  showSchedule,
} from '#contract/plan'
import { useAct } from '#web/act.ts'
import { ask, askUpload } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { RowTable } from '#web/ui/DataTable.tsx'
import { dayText } from '#web/ui/DayText.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { Changes } from './Changes.tsx'
import { versionWords } from './version-words.ts'

const WHOLE_PLAN = [
  showPlan,
  listClauses,
  listTargets,
  showFunds,
  showSchedule,
  listFacilities,
  listInterpretations,
  compareVersions,
]

/** 核对新版 Upload, read what is wrong line by line, see what it would change, adopt. */
export function DraftCheck() {
  const w = useWords(versionWords)
  const { slug } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct((chosen: File, { key, onProgress }) =>
    askUpload(checkDraft, chosen, { etown: slug, key, onProgress }),
  )
  const { step } = act
  return (
    <section aria-labelledby="draft">
      <h2 id="draft">{w.draft}</h2>
      <p className="lead">{w.draftLead}</p>
      <FileDrop
        label={w.fileLabel}
        hint={w.fileHint}
        kinds={['.yaml', '.yml']}
        limitBytes={PLAN_FILE_BYTES}
        file={file}
        onFile={(chosen) => {
          setFile(chosen)
          act.reset()
        }}
        share={step.at === 'running' ? (step.share ?? 0) : undefined}
      />
      <p>
        <SubmitButton act={act} disabled={file === undefined} onPress={() => file && act.run(file)}>
          {w.check}
        </SubmitButton>
      </p>
      {step.at === 'refused' && <ProblemNote error={step.problem} />}
      <div aria-live="polite">
        {step.at === 'done' && <Checked key={step.answer.file} draft={step.answer} />}
      </div>
    </section>
  )
}

function Checked({ draft }: { readonly draft: Draft }) {
  const { problems, problemsTotal, refusals, version } = draft
  const [language] = useLanguage()
  if (problems.length > 0) return <Problems problems={problems} total={problemsTotal} />
  if (refusals.length > 0)
    return (
      <div className="note note-bad">
        {refusals.map((refusal) => (
          <p key={refusal.code}>{refusal[language]}</p>
        ))}
      </div>
    )
  return version === undefined ? null : <Sound file={draft.file} version={version} />
}

function Problems({ problems, total }: { readonly problems: Draft['problems']; readonly total: number }) {
  const w = useWords(versionWords)
  const [language] = useLanguage()
  return (
    <>
      <p>
        <StateTag tone="bad">{w.problems(total)}</StateTag>
      </p>
      <RowTable
        name="plan.problems"
        caption={w.problems(total)}
        rows={problems}
        total={total}
        rowKey={(problem) => `${problem.line} ${problem.col} ${problem.code} ${problem.zh}`}
        columns={[
          { key: 'line', title: w.line, end: true, heads: true, cell: ({ line }) => `${w.line} ${line}` },
          { key: 'column', title: w.column, end: true, cell: ({ col }) => col },
          { key: 'problem', title: w.problem, cell: (problem) => problem[language] },
        ]}
      />
    </>
  )
}

type Sounding = { readonly file: string; readonly version: NonNullable<Draft['version']> }

function Sound({ file, version }: Sounding) {
  const w = useWords(versionWords)
  const [language] = useLanguage()
  const { slug, may } = useTown()
  const act = useAct((_: undefined, { key }) => ask(adoptVersion, { etown: slug, body: { file }, key }), {
    changes: WHOLE_PLAN,
  })
  const { number, amends, held, changes } = version
  const from = dayText(version.inForceFrom, language)
  if (act.step.at === 'done') return <StateTag tone="good">{w.adopted(act.step.answer.version)}</StateTag>
  return (
    <>
      <p>
        <StateTag tone="good">{w.sound}</StateTag>
      </p>
      <p>
        {held ? w.held(number) : amends === undefined ? w.first(number, from) : w.would(number, from, amends)}
      </p>
      {amends !== undefined && <Changes changes={changes} />}
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      {!held && !may.includes('plan.adopt') && <p className="hint">{w.office}</p>}
      {!held && may.includes('plan.adopt') && (
        <>
          <p className="hint">{w.adoptHint}</p>
          <SubmitButton act={act} onPress={() => act.run(undefined)}>
            {w.adopt}
          </SubmitButton>
        </>
      )}
    </>
  )
}
