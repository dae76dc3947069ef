/** What a permission asks of whoever wants it, as #platform's matrix has it. */
type Asked = { readonly roles: readonly string[]; readonly secondFactor?: boolean }

/** 可办事项 What somebody's roles allow, and whether any of it waits for a second factor in the session. */
export type Abilities = { readonly may: readonly string[]; readonly waitsForSecondFactor: boolean }

/** Permissions that need a second factor count only in a session that passed one: screens show what can be done now. */
export function abilitiesOf(
  matrix: Iterable<readonly [string, Asked]>,
  roles: readonly string[],
  secondFactor: boolean,
): Abilities {
  const held = [...matrix].filter(([, asked]) => asked.roles.some((role) => roles.includes(role)))
  const open = held.filter(([, asked]) => secondFactor || asked.secondFactor !== true)
  return { may: open.map(([name]) => name).sort(), waitsForSecondFactor: open.length < held.length }
}
