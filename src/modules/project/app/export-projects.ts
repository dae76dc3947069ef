import { z } from 'zod'
import { askExport, type Exportable } from '#export'
import { fundPlaces } from '#fund'
import type { AnswerOf } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { fen, yuanText } from '#kernel/money'
import type { Outcome } from '#kernel/refusal'
import { roomOf } from '../../../platform/db/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import { type exportProjects, PROJECT_STATES } from '../contract/index.ts'
import { pageOfProjects } from '../db/projects.ts'
import { stateOf } from './doing.ts'

const zAsk = z.object({ state: z.enum(keysOf(PROJECT_STATES)).optional() })
const HEADERS = ['编号', '项目', '类别', '环节', '预算（元）', '合同价（元）', '已付（元）', '承办单位']
const PAGE = 500

const yuan = (amount: bigint | null): string => (amount === null ? '' : yuanText(fen(amount)))

/** 导出项目 One row a project, its budget, contract and payments. */
export const projectExport: Exportable = {
  kind: 'project.export',
  name: { zh: '项目与付款台账', en: 'Projects and payments' },
  may: 'project.export',
  async open({ db, etown, ask }) {
    const { state } = zAsk.parse(ask)
    const own = roomOf(db, 'project')
    const { names } = await fundPlaces({ db: roomOf(db, 'fund'), etown: etown.id, now: new Date() })
    const { total } = await pageOfProjects(own, etown.id, state, { after: undefined, limit: 1 })
    async function* pages() {
      let after: bigint | undefined
      do {
        const { rows } = await pageOfProjects(own, etown.id, state, { after, limit: PAGE })
        const shown = rows.slice(0, PAGE)
        yield shown.map((row) => [
          String(row.id),
          row.name,
          names.category(row.category),
          PROJECT_STATES[stateOf(row)].zh,
          yuan(row.budget),
          yuan(row.contract_amount),
          yuan(row.paid),
          row.contractor ?? '',
        ])
        after = rows.length > PAGE ? shown.at(-1)?.id : undefined
      } while (after !== undefined)
    }
    return {
      total,
      columns: HEADERS.map((header) => ({ header, width: 20 })),
      pages: pages(),
      facts: [
        ['筛选', state === undefined ? '无，全部项目' : `环节：${PROJECT_STATES[state].zh}`],
        ['定义', '每个项目一行；预算为最近核准的方案，合同价为最近审定的一版，已付为各里程碑付款之和'],
      ],
    }
  },
}

export const exportProjectsIn = (
  call: Call<typeof exportProjects, 'project'>,
): Promise<Outcome<AnswerOf<typeof exportProjects>>> => {
  const { filter, ...form } = call.body
  return askExport(call, projectExport, { form, ask: filter, personal: undefined })
}
