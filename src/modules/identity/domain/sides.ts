import { type Side, TOWN_ROLES, type TownRole } from '../contract/roles.ts'

/** 不相容岗位 The first two of these roles that one person may not hold together in an e-town. */
export function conflictOf(roles: readonly TownRole[]): readonly [TownRole, TownRole] | undefined {
  const [first] = roles
  if (first === undefined) return undefined
  const side: Side = TOWN_ROLES[first].side
  const other = roles.find((role) => TOWN_ROLES[role].side !== side)
  return other === undefined ? undefined : [first, other]
}
