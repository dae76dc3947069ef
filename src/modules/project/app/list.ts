import { type FundPlaces, fundPlaces } from '#fund'
import type { AnswerOf } from '#kernel/endpoint'
import { pageAsked, pageOf } from '#kernel/page'
import { granted, type Outcome } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import type { listProjects, ProjectItem } from '../contract/index.ts'
import { type ListedProject, pageOfProjects } from '../db/projects.ts'
import { doingOf, stateOf } from './doing.ts'

export const projectItem = (row: ListedProject, names: FundPlaces['names']): ProjectItem => ({
  id: String(row.id),
  name: row.name,
  category: row.category,
  categoryName: names.category(row.category),
  state: stateOf(row),
  paid: String(row.paid),
  ...(row.budget === null ? {} : { budget: String(row.budget) }),
  ...(row.contractor === null ? {} : { contractor: row.contractor }),
  ...(row.contract_amount === null ? {} : { contractAmount: String(row.contract_amount) }),
})

export async function listProjectsIn(
  call: Call<typeof listProjects, 'project'>,
): Promise<Outcome<AnswerOf<typeof listProjects>>> {
  const page = pageAsked(call.query)
  const { rows, total } = await pageOfProjects(call.db, call.etown.id, call.query.state, page)
  const { names } = await fundPlaces(doingOf(call).fund)
  return granted({ total, ...pageOf(rows, page.limit, (row) => projectItem(row, names)) })
}
