/** 账号类别 An administrator account can be one of the three; a member account can hold roles in e-towns. Never both. */
export type AccountKind = 'administrator' | 'member'

/** 账号状态 Waiting for its first password, in use, or disabled. */
export type AccountState = 'waiting' | 'active' | 'disabled'

export const isAccountKind = (text: string): text is AccountKind =>
  text === 'administrator' || text === 'member'

export const isAccountState = (text: string): text is AccountState =>
  text === 'waiting' || text === 'active' || text === 'disabled'
