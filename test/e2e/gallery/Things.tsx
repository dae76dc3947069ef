import { Button } from 'antd'
import { useFilter, useGo, useTown } from '../../../src/web/desk/place.ts'
import { usePages } from '../../../src/web/read.ts'
import { DataTable } from '../../../src/web/ui/DataTable.tsx'
import { DayText } from '../../../src/web/ui/DayText.tsx'
import { EmptyState } from '../../../src/web/ui/EmptyState.tsx'
import { Money, MoneyUnitSwitch } from '../../../src/web/ui/Money.tsx'
import { PageHead } from '../../../src/web/ui/PageHead.tsx'
import { SearchField } from '../../../src/web/ui/SearchField.tsx'
import { StateTag } from '../../../src/web/ui/StateTag.tsx'
import { To } from '../../../src/web/ui/To.tsx'
import { listThings } from './contract.ts'

export function Page() {
  const { slug } = useTown()
  const go = useGo()
  const [like, setLike] = useFilter('like')
  const pages = usePages(listThings, { etown: slug, query: { like: like || undefined } })
  return (
    <>
      <PageHead
        title="市场主体"
        lead="在本e镇登记的企业、合作社、个体工商户和农户。"
        tools={<MoneyUnitSwitch />}
        action={
          <Button type="primary" onClick={() => go(`/e/${slug}/things/new`)}>
            登记主体
          </Button>
        }
      />
      <div className="filters">
        <SearchField label="按名称查找" value={like} onSearch={setLike} />
      </div>
      <DataTable
        name="gallery.things"
        caption="市场主体"
        pages={pages}
        rowKey={(row) => row.id}
        empty={<EmptyState title="还没有登记市场主体" next="登记第一户，或从表格批量导入。" />}
        columns={[
          {
            key: 'name',
            title: '名称',
            heads: true,
            cell: (row) => <To href={`/e/${slug}/things/new`}>{row.name}</To>,
          },
          { key: 'kind', title: '类型', cell: (row) => row.kind },
          {
            key: 'state',
            title: '状态',
            cell: (row) => (
              <StateTag tone={row.open ? 'good' : 'quiet'}>{row.open ? '在营' : '停业'}</StateTag>
            ),
          },
          { key: 'since', title: '登记日期', cell: (row) => <DayText day={row.since} /> },
          { key: 'sales', title: '网络零售额', end: true, cell: (row) => <Money fen={row.sales} /> },
        ]}
      />
    </>
  )
}
