import { getNotice, NOTICE_KINDS, NOTICE_STATES, type NoticeDetail, noticeEvidence } from '#contract/notice'
import { addressOf } from '#web/ask.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { RowTable } from '#web/ui/DataTable.tsx'
import { dayText, InstantText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { NoticeActs } from './NoticeActs.tsx'
import { NOTICE_TONES, noticeWords } from './notice-words.ts'
import { Objections } from './Objections.tsx'

/** 公示详情 */
export function Page() {
  const { slug } = useTown()
  const notice = useParam('notice')
  const query = useRead(getNotice, { etown: slug, params: { notice } })
  return (
    <Loaded query={query} lines={10}>
      {(detail) => <Detail detail={detail} />}
    </Loaded>
  )
}

type Listed = { readonly key: string; readonly cells: readonly string[] }

function Detail({ detail }: { readonly detail: NoticeDetail }) {
  const w = useWords(noticeWords)
  const say = useBoth()
  const [language] = useLanguage()
  const { slug: etown, may } = useTown()
  const { id, kind, state, publishedOn, runsThrough, days } = detail
  const span = w.span(dayText(publishedOn, language), dayText(runsThrough, language), days)
  const original = addressOf(noticeEvidence, { etown, params: { notice: id } })
  return (
    <>
      <PageHead
        title={detail.title}
        lead={
          <StateTag tone={NOTICE_TONES[state]}>
            {say(NOTICE_STATES[state])}
            {detail.withdrawnWhy && `：${detail.withdrawnWhy}`}
          </StateTag>
        }
        tools={
          <a href={detail.publicPath} target="_blank" rel="noreferrer">
            {w.publicPage}
          </a>
        }
      />
      <FactList
        facts={[
          [w.number, id],
          [w.kind, say(NOTICE_KINDS[kind])],
          [w.running, span],
          [w.basis, detail.basis],
          [w.contact, detail.contact],
          [w.sightings, <Seen key="seen" sightings={detail.sightings} />],
          ...(may.includes('notice.publish')
            ? [
                [
                  w.original,
                  <a key="original" href={original} target="_blank" rel="noreferrer">
                    {w.openOriginal}
                  </a>,
                ] as const,
              ]
            : []),
        ]}
      />
      <RowTable<Listed>
        name="notice.rows"
        caption={w.list}
        rows={detail.rows.map((cells, i) => ({ cells, key: String(i) }))}
        rowKey={({ key }) => key}
        columns={detail.columns.map((title, i) => ({
          key: `c${i}`,
          title,
          heads: i === 0,
          cell: ({ cells }) => cells[i] ?? '',
        }))}
      />
      <Objections detail={detail} />
      <Editions editions={detail.editions} />
      <NoticeActs detail={detail} />
    </>
  )
}

function Seen({ sightings }: { readonly sightings: NoticeDetail['sightings'] }) {
  const w = useWords(noticeWords)
  const { seen, missed, last } = sightings
  if (seen + missed === 0) return w.unseen
  return (
    <>
      {w.seen(seen, missed)}
      {last !== undefined && (
        <>
          {' '}
          · {w.lastSeen} <InstantText instant={last} />
        </>
      )}
    </>
  )
}

function Editions({ editions }: { readonly editions: NoticeDetail['editions'] }) {
  const w = useWords(noticeWords)
  return (
    <section>
      <h2>{w.editions}</h2>
      <ul>
        {editions.map(({ number, publishedAt, why, material, sha256 }) => (
          <li key={number} style={{ overflowWrap: 'anywhere' }}>
            {w.edition(number)} · <InstantText instant={publishedAt} /> ·{' '}
            {number === 1 ? w.first : `${why}（${material ? w.material : w.slip}）`} · {w.fingerprint}{' '}
            <code>{sha256}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}
