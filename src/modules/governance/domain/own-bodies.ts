/** What is needed of a body of the plan to know who works there. */
export type PlanBody = { readonly code: string; readonly name: string; readonly kind: string }

type Person = { readonly roles: readonly string[]; readonly department: string | undefined }

/** Codes and kinds under which plans name the bodies of a role. */
const BODIES_OF: Readonly<Record<string, readonly string[]>> = {
  leader: ['leading-group'],
  office: ['group-office', 'industry-and-it'],
  finance: ['finance'],
  agriculture: ['agriculture'],
  revitalization: ['rural-revitalisation'],
  approval: ['approval'],
  investment: ['investment-promotion'],
  publicity: ['publicity-department', 'youth-league', 'media-centre'],
  township: ['town-government'],
  operator: ['operator'],
  reviewer: ['third-party'],
}
const DEPARTMENTS = ['agriculture', 'revitalization', 'approval', 'investment', 'publicity', 'township']

/**
 * 我的单位 The bodies somebody works in: the one their membership names, else those of their role; a department that the plan
 * does not name stands under its “各相关部门”.
 */
export function ownBodies(bodies: readonly PlanBody[], { roles, department }: Person): readonly string[] {
  const named = bodies.filter(({ name }) => department !== undefined && name === department)
  if (named.length > 0) return named.map(({ code }) => code)
  const codes = roles.flatMap((role) => BODIES_OF[role] ?? [])
  const own = bodies.filter(({ code }) => codes.includes(code)).map(({ code }) => code)
  if (own.length > 0 || !roles.some((role) => DEPARTMENTS.includes(role))) return own
  return bodies.filter(({ code }) => code === 'member-departments').map(({ code }) => code)
}
