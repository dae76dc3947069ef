import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { zDay, zId, zInstant, zPageById, zPageOf } from '../../../kernel/wire.ts'
import { accountRefusals, ownAccountRefusals, smsRefusals } from './refusals.ts'
import { houseRoles, townRoles } from './roles.ts'
import { zOneTimeCode, zPersonName, zSignInName } from './sign-in-endpoints.ts'

const none = z.object({})
const onAccount = z.strictObject({ account: zId })

/** 激活码 To be handed over in person: who holds it sets the password. */
const zActivation = z.object({
  account: zId,
  code: z.string(),
  endsAt: zInstant,
  held: z.boolean().meta({ description: '须安全管理员放行后才可用' }),
})

const zPerson = z.strictObject({ name: zPersonName, signIn: zSignInName })

/** 首次设置 Three people from the first minute; nobody has a password before they choose one. */
export const setUp = endpoint({
  id: 'identity.set-up',
  method: 'POST',
  path: '/api/identity/set-up',
  may: 'public',
  summary: { zh: '首次设置三员', en: 'Set up the three administrators' },
  body: z.strictObject({ token: zOneTimeCode, system: zPerson, security: zPerson, audit: zPerson }),
  answer: z.object({ system: zActivation, security: zActivation, audit: zActivation }),
  keyless: 'the activation codes are shown once',
  refusals: {
    'identity.set_up_done': accountRefusals['identity.set_up_done'],
    'identity.three_people': accountRefusals['identity.three_people'],
    'identity.one_time_code_wrong': ownAccountRefusals['identity.one_time_code_wrong'],
  },
})

const zAccount = z.object({
  id: zId,
  kind: z.enum(['administrator', 'member']),
  name: z.string(),
  signIn: z.string(),
  phone: z.string().optional().meta({ description: '已脱敏' }),
  state: z.enum(['waiting', 'active', 'disabled']),
  demonstration: z.boolean(),
  houseRole: z.enum(houseRoles).optional(),
  secondFactor: z.boolean(),
  /** A code waits for the security administrator. */
  activationHeld: z.boolean(),
  lastSignInAt: zInstant.optional(),
})

export const listAccounts = endpoint({
  id: 'identity.list-accounts',
  method: 'GET',
  path: '/api/accounts',
  may: 'identity.read-accounts',
  summary: { zh: '账号列表', en: 'Accounts' },
  query: zPageById.extend({ like: z.string().min(1).max(40).optional() }),
  answer: zPageOf(zAccount),
})

export const makeAccount = endpoint({
  id: 'identity.make-account',
  method: 'POST',
  path: '/api/accounts',
  may: 'identity.make-accounts',
  summary: { zh: '开立账号', en: 'Make an account' },
  body: zPerson.extend({
    kind: z.enum(['administrator', 'member']),
    phone: z.string().min(1).max(32).optional(),
  }),
  answer: zActivation,
  keyless: 'the activation code is shown once; sign-in names are unique',
  refusals: {
    'identity.sign_in_taken': accountRefusals['identity.sign_in_taken'],
    'identity.phone_unreadable': smsRefusals['identity.phone_unreadable'],
    'identity.phone_taken': accountRefusals['identity.phone_taken'],
  },
})

const onAccountRefusals = {
  'identity.no_such_account': accountRefusals['identity.no_such_account'],
  'identity.not_yourself': accountRefusals['identity.not_yourself'],
}

/**
 * A new activation code: the way back for a forgotten password. The second factor stays as it is; an account in use that
 * has none waits for the security administrator, so that nobody gets in alone.
 */
export const reissueActivation = endpoint({
  id: 'identity.reissue-activation',
  method: 'POST',
  path: '/api/accounts/:account/activation',
  may: 'identity.make-accounts',
  summary: { zh: '重发激活码', en: 'New activation code' },
  params: onAccount,
  answer: zActivation,
  keyless: 'the activation code is shown once',
  refusals: onAccountRefusals,
})

export const releaseActivation = endpoint({
  id: 'identity.release-activation',
  method: 'POST',
  path: '/api/accounts/:account/activation/release',
  may: 'identity.grant-roles',
  summary: { zh: '放行激活码', en: 'Release an activation code' },
  params: onAccount,
  answer: none,
  refusals: {
    ...onAccountRefusals,
    'identity.no_held_activation': accountRefusals['identity.no_held_activation'],
  },
})

export const disableAccount = endpoint({
  id: 'identity.disable-account',
  method: 'POST',
  path: '/api/accounts/:account/disable',
  may: 'identity.make-accounts',
  summary: { zh: '停用账号', en: 'Disable an account' },
  params: onAccount,
  answer: none,
  refusals: {
    ...onAccountRefusals,
    'identity.last_of_the_three': accountRefusals['identity.last_of_the_three'],
  },
})

export const enableAccount = endpoint({
  id: 'identity.enable-account',
  method: 'POST',
  path: '/api/accounts/:account/enable',
  may: 'identity.make-accounts',
  summary: { zh: '恢复账号', en: 'Enable an account' },
  params: onAccount,
  answer: none,
  refusals: onAccountRefusals,
})

export const resetSecondFactor = endpoint({
  id: 'identity.reset-second-factor',
  method: 'POST',
  path: '/api/accounts/:account/reset-second-factor',
  may: 'identity.grant-roles',
  summary: { zh: '解绑动态口令', en: 'Reset the second factor' },
  params: onAccount,
  answer: none,
  refusals: onAccountRefusals,
})

export const grantHouseRole = endpoint({
  id: 'identity.grant-house-role',
  method: 'PUT',
  path: '/api/accounts/:account/house-role',
  may: 'identity.grant-roles',
  summary: { zh: '任命三员', en: 'Appoint an administrator' },
  params: onAccount,
  body: z.strictObject({ role: z.enum(houseRoles) }),
  answer: none,
  refusals: {
    ...onAccountRefusals,
    'identity.administrator_only': accountRefusals['identity.administrator_only'],
    'identity.last_of_the_three': accountRefusals['identity.last_of_the_three'],
  },
})

const zMembership = z.object({
  account: zId,
  name: z.string(),
  signIn: z.string(),
  state: z.enum(['waiting', 'active', 'disabled']),
  roles: z.array(z.enum(townRoles)),
  department: z.string().optional(),
  party: z.string().optional(),
  since: zDay,
  until: zDay.optional().meta({ description: '不含当日' }),
  inForce: z.boolean(),
})

export const listMemberships = endpoint({
  id: 'identity.list-memberships',
  method: 'GET',
  path: '/api/etowns/:etown/memberships',
  may: 'identity.grant-roles',
  summary: { zh: '本e镇岗位', en: 'Memberships of the e-town' },
  query: zPageById,
  answer: zPageOf(zMembership),
})

export const grantMembership = endpoint({
  id: 'identity.grant-membership',
  method: 'PUT',
  path: '/api/etowns/:etown/memberships/:account',
  may: 'identity.grant-roles',
  summary: { zh: '授予岗位', en: 'Grant roles in an e-town' },
  params: onAccount,
  body: z.strictObject({
    roles: z.array(z.enum(townRoles)).min(1).max(6),
    department: z.string().trim().min(1).max(40).optional(),
    party: zId.optional(),
    since: zDay,
    until: zDay.optional(),
  }),
  answer: none,
  refusals: {
    ...onAccountRefusals,
    'identity.member_only': accountRefusals['identity.member_only'],
    'identity.two_sides': accountRefusals['identity.two_sides'],
    'identity.party_needed': accountRefusals['identity.party_needed'],
    'identity.ends_before_begin': accountRefusals['identity.ends_before_begin'],
  },
})

export const endMembership = endpoint({
  id: 'identity.end-membership',
  method: 'POST',
  path: '/api/etowns/:etown/memberships/:account/end',
  may: 'identity.grant-roles',
  summary: { zh: '收回岗位', en: 'End a membership' },
  params: onAccount,
  answer: none,
  refusals: {
    'identity.no_membership': accountRefusals['identity.no_membership'],
    'identity.not_yourself': accountRefusals['identity.not_yourself'],
  },
})
