import { getCertificate, listCertificates, STYLES, voidCertificate } from '#contract/inspection'
import { UNITS } from '#contract/trace'
import { useAct } from '#web/act.ts'
import type { AnswerOf } from '#web/ask.ts'
import { ask } from '#web/ask.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { certificateWords } from './certificate-words.ts'
import { TextItem } from './Fields.tsx'
import { LabelLinks } from './LabelLinks.tsx'

type Detail = AnswerOf<typeof getCertificate>
type Props = { readonly certificate: Detail }

function VoidForm({ certificate }: Props) {
  const w = useWords(certificateWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (body: { reason: string }, { key }) =>
      ask(voidCertificate, { etown, params: { certificate: certificate.id }, body, key }),
    { changes: [getCertificate, listCertificates] },
  )
  return (
    <ActForm<{ reason: string }> name="void" labels={{ reason: w.reason }} step={act.step} onSubmit={act.run}>
      <TextItem name="reason" label={w.reason} hint={w.voidLead} most={200} />
      <SubmitButton act={act}>{w.void}</SubmitButton>
    </ActForm>
  )
}

function Shown({ certificate }: Props) {
  const w = useWords(certificateWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const { publicPath } = certificate
  return (
    <>
      <PageHead
        title={`${certificate.title} ${certificate.number}`}
        lead={
          certificate.voided ? (
            <StateTag tone="bad">
              {w.voided}：{certificate.voidedWhy}
            </StateTag>
          ) : (
            <StateTag tone="good">{w.valid}</StateTag>
          )
        }
        tools={
          <a href={publicPath} target="_blank" rel="noreferrer">
            {w.publicPage}
          </a>
        }
      />
      <FactList
        facts={[
          [w.product, certificate.product],
          [
            w.quantity,
            `${certificate.quantity} ${say(UNITS[certificate.unit])}，${w.boxesN(certificate.boxes)}`,
          ],
          [w.origin, certificate.origin],
          [w.subject, `${certificate.subject}（${say(STYLES[certificate.style])}）`],
          [w.contact, certificate.contact],
          [w.bases, certificate.bases.join('、')],
          [w.promise, certificate.promise],
          [w.issuedOn, <DayText key="issued" day={certificate.issuedOn} />],
          [w.retained, <DayText key="kept" day={certificate.retainedUntil} />],
          [
            w.lot,
            certificate.lot === undefined ? undefined : (
              <To key="lot" href={`/e/${etown}/trace-lots/${certificate.lot}`}>
                {certificate.lotCode}
              </To>
            ),
          ],
          [w.template, certificate.template],
          [w.hash, <code key="hash">{certificate.sha256}</code>],
        ]}
      />
      {certificate.upstream.length > 0 && (
        <section>
          <h2>{w.upstream}</h2>
          <ul>
            {certificate.upstream.map((one) => (
              <li key={one.number}>
                {one.number} · {one.issuer} · {one.quantity}{' '}
                {one.voided && <StateTag tone="bad">{w.voided}</StateTag>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <LabelLinks about={{ certificate: certificate.id }} />
      <section>
        <h2>{w.shareLink}</h2>
        <p>{w.shareLead}</p>
        <ul className="links">
          <li>
            <a href={publicPath}>{`${location.origin}${publicPath}`}</a>
          </li>
          <li>
            <a href={`${publicPath}/card.png`} download>
              {w.shareImage}
            </a>
          </li>
        </ul>
      </section>
      {!certificate.voided && may.includes('inspection.certify') && (
        <Unfold label={w.void}>
          <VoidForm certificate={certificate} />
        </Unfold>
      )}
    </>
  )
}

/** 合格证详情 */
export function Page() {
  const { slug: etown } = useTown()
  const certificate = useRead(getCertificate, { etown, params: { certificate: useParam('certificate') } })
  return <Loaded query={certificate}>{(data) => <Shown certificate={data} />}</Loaded>
}
