import { Button } from 'antd'
import { BULLETIN_KINDS, BULLETIN_STATES, listBulletins } from '#contract/report'
import type { AnswerOf } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { bulletinWords } from './bulletin-words.ts'
import { ExportList } from './ExportList.tsx'
import { BULLETIN_TONES } from './report-words.ts'

type Item = AnswerOf<typeof listBulletins>['items'][number]

/** 信息简报 */
export function Page() {
  const w = useWords(bulletinWords)
  const say = useBoth()
  const { slug, may } = useTown()
  const go = useGo()
  const pages = usePages(listBulletins, { etown: slug })
  const columns: readonly Column<Item>[] = [
    {
      key: 'title',
      title: w.title,
      heads: true,
      cell: (row) => <To href={`/e/${slug}/bulletins/${row.id}`}>{row.title}</To>,
    },
    { key: 'kind', title: w.kind, cell: (row) => say(BULLETIN_KINDS[row.kind]) },
    {
      key: 'state',
      title: w.state,
      cell: (row) => <StateTag tone={BULLETIN_TONES[row.state]}>{say(BULLETIN_STATES[row.state])}</StateTag>,
    },
    { key: 'by', title: w.by, cell: (row) => row.byName },
    { key: 'at', title: w.at, cell: (row) => <InstantText instant={row.at} /> },
  ]
  return (
    <>
      <PageHead
        title={w.bulletins}
        lead={w.lead}
        tools={
          <>
            <a href={`/bulletins/${slug}`} target="_blank" rel="noreferrer">
              {w.allPublic}
            </a>
            <ExportList table={{ table: 'bulletins' }} />
          </>
        }
        action={
          may.includes('report.write') ? (
            <Button type="primary" onClick={() => go(`/e/${slug}/bulletins/new`)}>
              {w.write}
            </Button>
          ) : undefined
        }
      />
      <DataTable
        name="report.bulletins"
        caption={w.bulletins}
        pages={pages}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={w.none} next={w.noneNext} />}
      />
    </>
  )
}
