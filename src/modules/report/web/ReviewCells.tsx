import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import {
  amendReport,
  getReport,
  listReports,
  lockReport,
  passReport,
  returnFromCounty,
  returnFromTownship,
} from '#contract/report'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { ProblemSummary } from '#web/ui/ProblemSummary.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import type { Detail } from './detail.ts'
import { reportWords } from './report-words.ts'
import { CellFrame, CellValue } from './SeenCells.tsx'

const CHANGES = [getReport, listReports]
const WHOLE = ''

/** 审核 Every cell may be commented; with a comment it can be sent back, without it passes. */
export function ReviewCells({ detail }: { readonly detail: Detail }) {
  const w = useWords(reportWords)
  const [language] = useLanguage()
  const { slug: etown } = useTown()
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({})
  const params = { report: detail.id }
  const township = detail.state === 'township'
  const pass = useAct(
    (_: undefined, { key }) => ask(township ? passReport : lockReport, { etown, params, body: {}, key }),
    { changes: CHANGES },
  )
  const remarks = Object.entries(texts).flatMap(([field, text]) =>
    text.trim() === '' ? [] : [{ ...(field === WHOLE ? {} : { field }), text: text.trim() }],
  )
  const back = useAct(
    (body: { readonly remarks: typeof remarks }, { key }) =>
      ask(township ? returnFromTownship : returnFromCounty, { etown, params, body, key }),
    { changes: CHANGES },
  )
  const lines = [pass, back].flatMap(({ step }) =>
    step.at === 'refused' ? step.problem.refusals.map((refusal) => ({ text: refusal[language] })) : [],
  )
  const comment = (field: string, label: string) => (
    <Input.TextArea
      aria-label={label}
      autoSize={{ minRows: 2 }}
      maxLength={500}
      value={texts[field] ?? ''}
      onChange={(event) => setTexts((now) => ({ ...now, [field]: event.target.value }))}
    />
  )
  return (
    <>
      <ProblemSummary lines={lines} />
      <ul className="report-cells">
        {detail.cells.map((cell) => (
          <CellFrame key={cell.key} cell={cell} detail={detail}>
            <CellValue cell={cell} />
            {cell.note !== undefined && (
              <p className="cell-note">
                {w.note}：{cell.note}
              </p>
            )}
            <Unfold label={w.remark}>{comment(cell.key, w.remarkOf(cell.label))}</Unfold>
          </CellFrame>
        ))}
      </ul>
      <p className="cell-label">{w.wholeRemark}</p>
      {comment(WHOLE, w.wholeRemark)}
      <div className="report-acts">
        <SubmitButton act={pass} disabled={remarks.length > 0} onPress={() => void pass.run(undefined)}>
          {township ? w.pass : w.lock}
        </SubmitButton>
        <Button
          disabled={remarks.length === 0}
          loading={back.step.at === 'running'}
          onClick={() => void back.run({ remarks })}
        >
          {w.sendBack}
        </Button>
        {remarks.length === 0 && <span className="hint">{w.noRemark}</span>}
      </div>
    </>
  )
}

/** 更正 */
export function AmendForm({ report }: { readonly report: string }) {
  const w = useWords(reportWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (body: { readonly reason: string }, { key }) =>
      ask(amendReport, { etown, params: { report }, body, key }),
    { changes: CHANGES },
  )
  return (
    <Unfold label={w.amend}>
      <p className="hint">{w.amendLead}</p>
      <ActForm<{ readonly reason: string }>
        name="amend-report"
        labels={{ reason: w.reason }}
        step={act.step}
        onSubmit={act.run}
      >
        <Form.Item name="reason" label={w.reason} rules={[{ required: true, message: w.needReason }]}>
          <Input maxLength={500} />
        </Form.Item>
        <SubmitButton act={act}>{w.amend}</SubmitButton>
      </ActForm>
    </Unfold>
  )
}
