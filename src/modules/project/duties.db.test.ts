import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPlanText } from '#plan'
import { contracted, openProjectTown, type ProjectTown, planned, wan } from '#test/project-town'
import { fundGrants, readFund } from '../fund/contract/index.ts'
import { noticeGrants } from '../notice/contract/index.ts'
import * as project from './contract/index.ts'

/** Departments are data of a plan, mapped onto roles; what a role may do follows its duties. */
let town: ProjectTown
let id: string
beforeAll(async () => {
  town = await openProjectTown()
  id = await contracted(town, '各司其职', [wan(10)])
})
afterAll(() => town[Symbol.asyncDispose]())

const bodiesOf = (file: string) => {
  const read = readPlanText(readFileSync(new URL(`../../../plans/${file}`, import.meta.url), 'utf8'))
  if (!read.ok) throw new Error(`${file} does not pass its check`)
  return read.plan.organisation
}
const grants: Readonly<Record<string, { readonly roles: readonly string[] }>> = {
  ...project.projectGrants,
  ...fundGrants,
  ...noticeGrants,
}
const holds = (role: string, may: string): boolean => grants[may]?.roles.includes(role) === true

/** The ten bodies of the issue by the words of their duties, and what those words come to here. */
const DUTIES = [
  ['县工信局', 'project.procure', 'fund.allocate', 'project.accept'],
  ['县财政局', 'fund.register', 'project.pay', 'fund.pay', 'project.evaluate', 'project.do-duty'],
  ['县农业农村局', 'project.draft', 'project.accept', 'project.do-duty'],
  ['县行政审批局', 'project.draft', 'project.do-duty'],
  ['县乡村振兴局', 'project.draft', 'project.do-duty'],
  ['县投资促进中心', 'project.draft', 'project.do-duty'],
  ['县委宣传部', 'project.do-duty', 'notice.publish'],
  ['龙港镇政府', 'project.draft', 'project.do-duty'],
  ['第三方专业机构', 'project.evaluate'],
  ['承办企业（电商服务企业）', 'project.deliver'],
  ['乡村e镇工作领导小组', 'project.approve', 'fund.approve', 'notice.answer'],
] as const

describe('职责', () => {
  test.each(['140521-longgang-2023.yaml', '141030-daning-2022.yaml'])(
    '%s: every body that works here has a role',
    (file) => {
      // Bodies that have duties of their own but no account: the plan names them as groups or associations.
      const without = bodiesOf(file).filter(({ role }) => role === undefined)
      expect(
        without.map(({ kind }) => kind).filter((kind) => kind !== 'other' && kind !== 'department'),
      ).toEqual([])
      for (const { role } of bodiesOf(file))
        if (role !== undefined) expect(holds(role, 'project.read')).toBe(true)
    },
  )
  test.each(DUTIES.map(([name, ...may]) => [name, may] as const))('%s', (name, may) => {
    const body = bodiesOf('140521-longgang-2023.yaml').find((one) => one.name === name)
    expect(body?.role).toBeDefined()
    expect(may.filter((permission) => !holds(body?.role ?? '', permission))).toEqual([])
  })
  test('no role proposes, approves and pays; who approves a contract drafts none', () => {
    const roles = new Set(Object.values(grants).flatMap((grant) => grant.roles))
    const both = (...permissions: readonly string[]) =>
      [...roles].filter((role) => permissions.every((may) => holds(role, may)))
    expect(both('project.approve', 'project.pay')).toEqual([])
    expect(both('project.procure', 'project.approve')).toEqual([])
    expect(both('project.procure', 'project.pay')).toEqual([])
  })
})

describe('each department at its desk', () => {
  const kinds = Object.entries(project.DUTY_KINDS)
  test.each(kinds)('%s is entered by its own department, and by no other', async (kind, { role }) => {
    const own = await town.as(role, `${kind}本人`)
    const body = { kind, name: '一项职责', doneOn: '2026-11-01', evidence: town.paper }
    const params = { project: id }
    expect((await own(project.recordDuty, { params, body })).status).toBe(200)
    expect((await own(project.getProject, { params })).answer.ownDuties).toEqual([kind])
    const other = await town.as(role === 'township' ? 'publicity' : 'township', `${kind}旁人`)
    expect((await other(project.recordDuty, { params, body })).refused[0]?.[0]).toBe(
      'project.duty_of_another',
    )
  })
  test('a department plans a project, and cannot approve, pay or see to another’s', async () => {
    const farming = await town.as('agriculture', '农业')
    const scheme = await planned(town, '部门的项目')
    const approve = await farming(project.approveProject, {
      params: { project: scheme },
      body: { approvedOn: '2026-02-20', evidence: town.paper },
    })
    expect(approve.refused[0]?.[0]).toBe('http.not_allowed')
    expect((await farming(readFund)).status).toBe(200)
  })
  test('the operator sees the projects, delivers, and neither inspects nor is paid by itself', async () => {
    const params = { project: id }
    expect((await town.operator(project.getProject, { params })).status).toBe(200)
    const body = { accepted: true, inspectedOn: '2026-11-01', said: '自己说好', evidence: town.paper }
    const own = await town.operator(project.inspectDelivery, { params: { ...params, delivery: '1' }, body })
    expect(own.refused[0]?.[0]).toBe('http.not_allowed')
  })
  test('who stands outside the money sees no project', async () => {
    for (const role of ['merchant', 'bank', 'courier', 'trainee'])
      expect((await (await town.as(role, role))(project.listProjects)).status).toBe(403)
  })
})
