import { Form, Input } from 'antd'
import {
  amendBulletin,
  BULLETIN_KINDS,
  BULLETIN_STATES,
  type BulletinFigure,
  getBulletin,
  listBulletins,
  publishBulletin,
  returnBulletin,
  submitBulletin,
  withdrawBulletin,
} from '#contract/report'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { RowTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { Loaded, ProblemNote } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { piecesOf } from '../domain/quote.ts'
import { bulletinWords } from './bulletin-words.ts'
import { DraftFields, type DraftValues } from './DraftFields.tsx'
import { ExportList } from './ExportList.tsx'
import { BULLETIN_TONES } from './report-words.ts'
import './report.css'

type Detail = AnswerOf<typeof getBulletin>
const CHANGES = [getBulletin, listBulletins]

/** 信息 */
export function Page() {
  const { slug } = useTown()
  const bulletin = useParam('bulletin')
  const query = useRead(getBulletin, { etown: slug, params: { bulletin } })
  return (
    <Loaded query={query} lines={10}>
      {(detail) => <Whole detail={detail} />}
    </Loaded>
  )
}

function Whole({ detail }: { readonly detail: Detail }) {
  const w = useWords(bulletinWords)
  const say = useBoth()
  const [language] = useLanguage()
  const { state, problems } = detail
  return (
    <>
      <PageHead
        title={detail.title}
        lead={
          <>
            <StateTag tone={BULLETIN_TONES[state]}>{say(BULLETIN_STATES[state])}</StateTag>{' '}
            {say(BULLETIN_KINDS[detail.kind])}
          </>
        }
        tools={
          state === 'published' ? (
            <a href={detail.publicPath} target="_blank" rel="noreferrer">
              {w.publicPage}
            </a>
          ) : undefined
        }
      />
      <article className="bulletin-body">
        {detail.body.split(/\n+/).map((text, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have an order, no identity
          <p key={i}>
            {piecesOf(text).map((piece, j) =>
              'text' in piece ? (
                piece.text
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <strong key={j}>
                  {detail.figures.find(({ token }) => token === piece.token)?.shown ?? piece.token}
                </strong>
              ),
            )}
          </p>
        ))}
      </article>
      {problems.length > 0 && (
        <section className="note note-warn">
          <h2>{w.problems}</h2>
          <ul>
            {problems.map((problem) => (
              <li key={problem.zh}>{problem[language]}</li>
            ))}
          </ul>
        </section>
      )}
      <Acts detail={detail} />
      <Figures figures={detail.figures} />
      <section>
        <h2>{w.steps}</h2>
        <ol className="plain-list">
          {detail.steps.map(({ action, byName, at, note }) => (
            <li key={`${action} ${at}`}>
              {w.actions[action] ?? action} · {byName} · <InstantText instant={at} />
              {note !== undefined && ` · ${note}`}
            </li>
          ))}
        </ol>
        {detail.sha256 !== undefined && (
          <p>
            {w.fingerprint} <code>{detail.sha256}</code>
          </p>
        )}
      </section>
    </>
  )
}

function Figures({ figures }: { readonly figures: readonly BulletinFigure[] }) {
  const w = useWords(bulletinWords)
  const bulletin = useParam('bulletin')
  if (figures.length === 0) return null
  return (
    <RowTable<BulletinFigure>
      name="report.quoted"
      foot={<ExportList table={{ table: 'quotes', bulletin }} />}
      caption={w.figures}
      rows={figures}
      rowKey={({ token }) => token}
      columns={[
        { key: 'label', title: w.figure, heads: true, cell: ({ period, label }) => `${period} ${label}` },
        { key: 'shown', title: w.value, cell: ({ shown }) => shown },
        {
          key: 'source',
          title: w.source,
          cell: ({ number, later }) =>
            number === undefined
              ? w.notLocked
              : `${w.from(number)}${later === undefined ? '' : `；${w.later(later.shown, later.number)}`}`,
        },
      ]}
    />
  )
}

function Acts({ detail }: { readonly detail: Detail }) {
  const { may } = useTown()
  const { state } = detail
  if (state === 'draft' && may.includes('report.write'))
    return <DraftActs key={detail.draft} detail={detail} />
  if (state === 'waiting' && may.includes('report.publish')) return <PublishActs bulletin={detail.id} />
  if (state === 'published' && may.includes('report.publish'))
    return <WhyForm bulletin={detail.id} kind="withdraw" />
  return null
}

function DraftActs({ detail }: { readonly detail: Detail }) {
  const w = useWords(bulletinWords)
  const { slug: etown } = useTown()
  const params = { bulletin: detail.id }
  const submit = useAct((_: undefined, { key }) => ask(submitBulletin, { etown, params, body: {}, key }), {
    changes: CHANGES,
  })
  const amend = useAct((body: DraftValues, { key }) => ask(amendBulletin, { etown, params, body, key }), {
    changes: CHANGES,
  })
  return (
    <>
      {submit.step.at === 'refused' && <ProblemNote error={submit.step.problem} />}
      <div className="report-acts">
        <SubmitButton act={submit} onPress={() => void submit.run(undefined)}>
          {w.submit}
        </SubmitButton>
      </div>
      <Unfold label={w.edit}>
        <ActForm<DraftValues>
          name="draft"
          labels={{ title: w.title, body: w.body }}
          step={amend.step}
          initial={{ title: detail.title, body: detail.body }}
          onSubmit={amend.run}
        >
          <DraftFields />
          <SubmitButton act={amend}>{w.save}</SubmitButton>
        </ActForm>
      </Unfold>
    </>
  )
}

function PublishActs({ bulletin }: { readonly bulletin: string }) {
  const w = useWords(bulletinWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (_: undefined, { key }) => ask(publishBulletin, { etown, params: { bulletin }, body: {}, key }),
    { changes: CHANGES },
  )
  return (
    <>
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      <div className="report-acts">
        <SubmitButton act={act} onPress={() => void act.run(undefined)}>
          {w.publish}
        </SubmitButton>
      </div>
      <WhyForm bulletin={bulletin} kind="return" />
    </>
  )
}

function WhyForm({ bulletin, kind }: { readonly bulletin: string; readonly kind: 'return' | 'withdraw' }) {
  const w = useWords(bulletinWords)
  const { slug: etown } = useTown()
  const back = kind === 'return'
  const label = back ? w.why : w.withdrawWhy
  const act = useAct(
    (body: { readonly why: string }, { key }) =>
      ask(back ? returnBulletin : withdrawBulletin, { etown, params: { bulletin }, body, key }),
    { changes: CHANGES },
  )
  return (
    <Unfold label={back ? w.sendBack : w.withdraw}>
      <ActForm<{ readonly why: string }>
        name={kind}
        labels={{ why: label }}
        step={act.step}
        onSubmit={act.run}
      >
        <Form.Item name="why" label={label} rules={[{ required: true, message: w.fill(label) }]}>
          <Input maxLength={500} />
        </Form.Item>
        <SubmitButton act={act}>{back ? w.sendBack : w.withdraw}</SubmitButton>
      </ActForm>
    </Unfold>
  )
}
