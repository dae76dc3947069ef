import { DEPARTMENT_ROLES } from '../contract/words.ts'

/** 机构职责 One duty in the words of the plan's clause, or of the document by which the county laid it down beside the plan. */
export type Duty = {
  readonly quote: string
  readonly clause?: string
  readonly document?: string
  /** The list it stands in, whose file may be opened. */
  readonly list?: string
}

/** 领导小组机构 A body of the plan, or one that only a list of duties names. */
export type GroupBody = {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly role?: string | undefined
  readonly head?: string | undefined
  readonly deputies?: string | undefined
  readonly members?: string | undefined
  readonly note?: string | undefined
  readonly duties: readonly Duty[]
}

/** 责任清单 What the county laid down for one body; the newest in force stands. */
export type DutyList = {
  readonly id: string
  readonly body: string
  readonly name: string
  readonly role: string | undefined
  readonly duties: readonly string[]
  readonly document: string
}

/** The plan's bodies, each with what its list adds, then those that only lists name. `lists`: oldest first. */
export function withLists(plan: readonly GroupBody[], lists: readonly DutyList[]): readonly GroupBody[] {
  const newest = new Map(lists.map((list) => [list.body, list]))
  const dutiesOf = (list: DutyList | undefined): readonly Duty[] =>
    list?.duties.map((quote) => ({ quote, document: list.document, list: list.id })) ?? []
  const known = plan.map((body) => ({
    ...body,
    duties: [...body.duties, ...dutiesOf(newest.get(body.code))],
  }))
  const more = [...newest.values()].filter(({ body }) => !plan.some(({ code }) => code === body))
  return [
    ...known,
    ...more.map((list) => ({
      code: list.body,
      name: list.name,
      kind: 'department',
      role: list.role,
      duties: dutiesOf(list),
    })),
  ]
}

/** 部门岗位 A role of a department. */
export type DepartmentRole = (typeof DEPARTMENT_ROLES)[number]

export const silentRoles = (bodies: readonly GroupBody[]): readonly DepartmentRole[] =>
  DEPARTMENT_ROLES.filter((role) => !bodies.some((body) => body.role === role))

type Person = { readonly roles: readonly string[]; readonly department: string | undefined }
const isDepartment = (role: string): boolean => DEPARTMENT_ROLES.some((one) => one === role)

/**
 * 我的单位 The bodies somebody works in: the one their membership names, else those of their role; a department that nothing
 * names stands under the plan's body for all departments, the one without a role.
 */
export function ownBodies(bodies: readonly GroupBody[], { roles, department }: Person): readonly string[] {
  const named = bodies.filter(({ name }) => department !== undefined && name === department)
  if (named.length > 0) return named.map(({ code }) => code)
  const own = bodies.filter(({ role }) => role !== undefined && roles.includes(role))
  if (own.length > 0 || !roles.some(isDepartment)) return own.map(({ code }) => code)
  return bodies
    .filter(({ kind, role }) => kind === 'department' && role === undefined)
    .map(({ code }) => code)
}
