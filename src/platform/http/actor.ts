/** 操作者 Who is calling, as the session says. */
export type Actor = {
  readonly account: string
  readonly name: string
  readonly session: string
  /** Roles over the whole platform (三员: system, security, audit administrators). */
  readonly houseRoles: readonly string[]
  readonly towns: ReadonlyMap<number, Membership>
  /** The session passed a second factor. */
  readonly secondFactor: boolean
  /** Another system or an instrument: it may what its role is granted, and nothing that is for people. */
  readonly machine?: true
}

/** The channel that is notified when any answer to "who is calling" may have become another. */
export const ACTORS_CHANGED = 'ezhen_actor'

/** 岗位 A person's place in one e-town. */
export type Membership = {
  readonly roles: readonly string[]
  /** 部门 as the plan's 职责分工 names it. */
  readonly department: string | undefined
  /** The market entity this person acts for, if any. */
  readonly party: string | undefined
}

export type Grant = {
  readonly zh: string
  readonly roles: readonly string[]
  readonly secondFactor?: boolean
}

/** 权限矩阵 Permission → roles, joined from all rooms by the server. */
export type Matrix = ReadonlyMap<string, Grant>

export type Verdict = 'yes' | 'sign-in' | 'no' | 'second-factor'

/** Whether an actor may: in e-town `etown`, or over the whole platform when it is 0. */
export function mayCall(matrix: Matrix, may: string, actor: Actor | undefined, etown: number): Verdict {
  if (may === 'public') return 'yes'
  if (actor === undefined) return 'sign-in'
  if (may === 'signed-in') return actor.machine ? 'no' : 'yes'
  const grant = matrix.get(may)
  if (grant === undefined) throw new Error(`no room grants ${may}`)
  const roles = [...actor.houseRoles, ...(actor.towns.get(etown)?.roles ?? [])]
  if (!roles.some((r) => grant.roles.includes(r))) return 'no'
  return grant.secondFactor && !actor.secondFactor ? 'second-factor' : 'yes'
}
