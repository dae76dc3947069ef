import { Button } from 'antd'
import { listNotices, NOTICE_KINDS, NOTICE_STATES, type NoticeItem } from '#contract/notice'
import { keysOf } from '#kernel/keys'
import { useFilter, useGo, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { dayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { NOTICE_TONES, noticeWords } from './notice-words.ts'

/** 公示 */
export function Page() {
  const w = useWords(noticeWords)
  const say = useBoth()
  const [language] = useLanguage()
  const { slug, may } = useTown()
  const go = useGo()
  const [text, setKind] = useFilter('kind')
  const kind = keysOf(NOTICE_KINDS).find((key) => key === text)
  const pages = usePages(listNotices, { etown: slug, query: { kind } })
  const columns: readonly Column<NoticeItem>[] = [
    {
      key: 'title',
      title: w.title,
      heads: true,
      cell: (row) => <To href={`/e/${slug}/notices/${row.id}`}>{row.title}</To>,
    },
    { key: 'number', title: w.number, cell: (row) => row.id },
    { key: 'kind', title: w.kind, cell: (row) => say(NOTICE_KINDS[row.kind]) },
    { key: 'running', title: w.running, cell: (row) => w.through(dayText(row.runsThrough, language)) },
    { key: 'listed', title: w.listed, end: true, cell: (row) => row.listed },
    {
      key: 'state',
      title: w.state,
      cell: (row) => <StateTag tone={NOTICE_TONES[row.state]}>{say(NOTICE_STATES[row.state])}</StateTag>,
    },
  ]
  return (
    <>
      <PageHead
        title={w.notices}
        lead={w.lead}
        action={
          may.includes('notice.publish') ? (
            <Button type="primary" onClick={() => go(`/e/${slug}/notices/new`)}>
              {w.publish}
            </Button>
          ) : undefined
        }
      />
      <div className="filters">
        <div className="filter">
          <span aria-hidden>{w.kind}</span>
          <Choice
            label={w.kind}
            empty={w.all}
            value={kind}
            onChange={setKind}
            options={keysOf(NOTICE_KINDS).map((key) => ({ value: key, label: say(NOTICE_KINDS[key]) }))}
          />
        </div>
      </div>
      <DataTable
        name="notice.list"
        caption={w.notices}
        pages={pages}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={w.none} next={w.noneNext} />}
      />
    </>
  )
}
