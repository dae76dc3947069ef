import { describe, expect, it } from 'vitest'
import { type DutyList, type GroupBody, ownBodies, silentRoles, withLists } from './bodies.ts'

const PLAN: readonly GroupBody[] = [
  { code: 'group-office', name: '领导小组办公室', kind: 'office', role: 'office', duties: [] },
  {
    code: 'member-departments',
    name: '各相关部门',
    kind: 'department',
    duties: [{ clause: '六.一', quote: '各司其职' }],
  },
]
const list = (more: Partial<DutyList> = {}): DutyList => ({
  id: '1',
  body: 'listed-1',
  name: '县农业农村局',
  role: 'agriculture',
  duties: ['指导苹果标准化种植'],
  document: '责任清单〔2026〕1号',
  ...more,
})
const farmer = { roles: ['agriculture'], department: undefined }

describe('bodies beside a plan', () => {
  it('a department that the plan does not name stands under all departments until a list names it', () => {
    expect(ownBodies(PLAN, farmer)).toEqual(['member-departments'])
    expect(silentRoles(PLAN)).toContain('agriculture')
    const bodies = withLists(PLAN, [list()])
    expect(ownBodies(bodies, farmer)).toEqual(['listed-1'])
    expect(silentRoles(bodies)).not.toContain('agriculture')
  })
  it('the newest list of a body stands, and adds to the plan’s own duties without changing them', () => {
    const lists = [
      list(),
      list({ id: '2', duties: ['指导蔬菜种植'] }),
      list({ id: '3', body: 'member-departments', duties: ['报进度'] }),
    ]
    const [, departments, agriculture] = withLists(PLAN, lists)
    expect(agriculture?.duties).toEqual([
      { quote: '指导蔬菜种植', document: '责任清单〔2026〕1号', list: '2' },
    ])
    expect(departments?.duties.map(({ clause, list: of }) => clause ?? of)).toEqual(['六.一', '3'])
  })
  it('somebody whose membership names a body works there, whatever the role', () => {
    expect(ownBodies(PLAN, { roles: ['finance'], department: '各相关部门' })).toEqual(['member-departments'])
  })
})
