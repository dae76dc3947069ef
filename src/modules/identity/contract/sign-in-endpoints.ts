import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { zId, zInstant } from '../../../kernel/wire.ts'
import {
  bindRefusals,
  codeRefusals,
  ownAccountRefusals,
  passwordRefusals,
  signInRefusals,
  smsRefusals,
} from './refusals.ts'
import { houseRoles, townRoles } from './roles.ts'

export const zSignInName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{2,31}$/, '3–32 个小写字母、数字或 . _ -，以字母或数字开头')
export const zPassword = z.string().min(1).max(512)
export const zPersonName = z.string().trim().min(1).max(40)
const zCode = z.string().regex(/^\d{6}$/, '6 位数字')
/** A secret shown once: 26 letters and digits, in groups or not. */
export const zOneTimeCode = z.string().min(26).max(64)

const none = z.object({})
/** Asking the password again counts like asking it at the door. */
const againRefusals = {
  'identity.current_password_wrong': ownAccountRefusals['identity.current_password_wrong'],
  'identity.no_password': ownAccountRefusals['identity.no_password'],
  'identity.locked': signInRefusals['identity.locked'],
  'identity.sign_in_busy': signInRefusals['identity.sign_in_busy'],
}

/** What the sign-in page must know before anybody is known. */
export const signInWays = endpoint({
  id: 'identity.sign-in-ways',
  method: 'GET',
  path: '/api/identity/ways',
  may: 'public',
  summary: { zh: '登录方式', en: 'Ways to sign in' },
  answer: z.object({ setUpNeeded: z.boolean(), sms: z.boolean(), demonstration: z.boolean() }),
})

export const signIn = endpoint({
  id: 'identity.sign-in',
  method: 'POST',
  path: '/api/identity/sign-in',
  may: 'public',
  summary: { zh: '登录', en: 'Sign in' },
  body: z.strictObject({
    signIn: z.string().min(1).max(64),
    password: zPassword,
    code: zCode.optional(),
    newPassword: zPassword.optional().meta({ description: '密码到期时，与旧密码一起提交' }),
  }),
  answer: none,
  keyless: 'a session is not replayed',
  refusals: { ...signInRefusals, ...codeRefusals, ...passwordRefusals },
})

/** The reply is the same for a phone nobody registered. */
export const askSmsCode = endpoint({
  id: 'identity.ask-sms-code',
  method: 'POST',
  path: '/api/identity/sms-codes',
  may: 'public',
  summary: { zh: '获取短信验证码', en: 'Ask for a code by SMS' },
  body: z.strictObject({ phone: z.string().min(1).max(32) }),
  answer: z.object({
    request: z.string().meta({ description: '与验证码一起交回' }),
    seconds: z.int().meta({ description: '有效秒数' }),
  }),
  keyless: 'the number of codes is limited by phone',
  refusals: {
    'identity.sms_off': smsRefusals['identity.sms_off'],
    'identity.sms_too_often': smsRefusals['identity.sms_too_often'],
    'identity.phone_unreadable': smsRefusals['identity.phone_unreadable'],
  },
})

export const signInBySms = endpoint({
  id: 'identity.sign-in-by-sms',
  method: 'POST',
  path: '/api/identity/sms-sign-in',
  may: 'public',
  summary: { zh: '验证码登录', en: 'Sign in by SMS' },
  body: z.strictObject({
    request: z.string().regex(/^[\w-]{43}$/),
    smsCode: zCode,
    code: zCode.optional(),
  }),
  answer: none,
  keyless: 'a session is not replayed',
  refusals: {
    'identity.sms_off': smsRefusals['identity.sms_off'],
    'identity.sms_code_wrong': smsRefusals['identity.sms_code_wrong'],
    ...codeRefusals,
  },
})

export const smsOutbox = endpoint({
  id: 'identity.sms-outbox',
  method: 'GET',
  path: '/api/identity/sms-outbox',
  may: 'public',
  summary: { zh: '演示短信箱与动态口令（仅演示模式）', en: 'Demonstration messages and codes' },
  answer: z.object({
    messages: z.array(z.object({ to: z.string(), text: z.string(), at: zInstant })),
    codes: z.array(
      z.object({ signIn: z.string(), name: z.string(), code: z.string(), secondsLeft: z.int() }),
    ),
  }),
  refusals: { 'identity.not_a_demonstration': smsRefusals['identity.not_a_demonstration'] },
})

export const signOut = endpoint({
  id: 'identity.sign-out',
  method: 'POST',
  path: '/api/identity/sign-out',
  may: 'signed-in',
  summary: { zh: '退出登录', en: 'Sign out' },
  answer: none,
  keyless: 'signing out twice is signing out',
})

const zTown = z.object({
  slug: z.string(),
  name: z.string(),
  demonstration: z.boolean(),
  roles: z.array(z.enum(townRoles)),
  department: z.string().optional(),
  party: z.string().optional(),
  may: z.array(z.string()).meta({ description: '在此e镇可办的权限' }),
})

/** 我是谁 Who is signed in, and what the screens may offer. */
export const whoAmI = endpoint({
  id: 'identity.who-am-i',
  method: 'GET',
  path: '/api/identity/me',
  may: 'signed-in',
  summary: { zh: '我是谁', en: 'Who am I' },
  answer: z.object({
    account: zId,
    name: z.string(),
    signIn: z.string(),
    demonstration: z.boolean(),
    houseRoles: z.array(z.enum(houseRoles)),
    may: z.array(z.string()).meta({ description: '全平台可办的权限' }),
    towns: z.array(zTown),
    hasPassword: z.boolean(),
    passwordDue: z.boolean(),
    secondFactor: z.object({
      bound: z.boolean(),
      passed: z.boolean(),
      needed: z.boolean().meta({ description: '岗位里有事项在等二次验证' }),
    }),
  }),
})

const zSession = z.object({
  id: zId,
  current: z.boolean(),
  agent: z.enum(['phone', 'wechat', 'desktop', 'program']),
  secondFactor: z.boolean(),
  madeAt: zInstant,
  seenAt: zInstant,
  endsAt: zInstant,
})

export const listSessions = endpoint({
  id: 'identity.list-sessions',
  method: 'GET',
  path: '/api/identity/sessions',
  may: 'signed-in',
  summary: { zh: '我的登录', en: 'My sessions' },
  answer: z.object({ items: z.array(zSession), total: z.int() }),
})

export const endSession = endpoint({
  id: 'identity.end-session',
  method: 'POST',
  path: '/api/identity/sessions/:session/end',
  may: 'signed-in',
  summary: { zh: '结束一次登录', en: 'End a session' },
  params: z.strictObject({ session: zId }),
  answer: none,
  refusals: { 'identity.no_such_session': ownAccountRefusals['identity.no_such_session'] },
})

export const changePassword = endpoint({
  id: 'identity.change-password',
  method: 'POST',
  path: '/api/identity/password',
  may: 'signed-in',
  summary: { zh: '修改密码', en: 'Change password' },
  body: z.strictObject({ current: zPassword, password: zPassword }),
  answer: none,
  keyless: 'passwords are not kept, not even as a fingerprint',
  refusals: { ...passwordRefusals, ...againRefusals },
})

export const bindSecondFactor = endpoint({
  id: 'identity.bind-second-factor',
  method: 'POST',
  path: '/api/identity/second-factor',
  may: 'signed-in',
  summary: { zh: '绑定动态口令', en: 'Bind a second factor' },
  body: z.strictObject({ current: zPassword }),
  answer: z.object({
    uri: z.string().meta({ description: 'otpauth://' }),
    secret: z.string().meta({ description: '不能扫码时手工输入' }),
    qr: z.string().meta({ description: 'data:image/png' }),
  }),
  keyless: 'the secret is shown once',
  refusals: {
    ...againRefusals,
    'identity.second_factor_bound': bindRefusals['identity.second_factor_bound'],
  },
})

export const confirmSecondFactor = endpoint({
  id: 'identity.confirm-second-factor',
  method: 'POST',
  path: '/api/identity/second-factor/confirm',
  may: 'signed-in',
  summary: { zh: '确认动态口令', en: 'Confirm the second factor' },
  body: z.strictObject({ code: zCode }),
  answer: none,
  keyless: 'a code works once by itself, and the session gets a new token',
  refusals: {
    'identity.code_wrong': codeRefusals['identity.code_wrong'],
    'identity.second_factor_not_begun': bindRefusals['identity.second_factor_not_begun'],
  },
})

/** Sets the first password, or a new one after a reset; the code alone never signs in. */
export const activate = endpoint({
  id: 'identity.activate',
  method: 'POST',
  path: '/api/identity/activate',
  may: 'public',
  summary: { zh: '激活账号', en: 'Activate an account' },
  body: z.strictObject({ code: zOneTimeCode, password: zPassword }),
  answer: z.object({ signIn: z.string() }),
  keyless: 'the code works once by itself',
  refusals: {
    ...passwordRefusals,
    'identity.one_time_code_wrong': ownAccountRefusals['identity.one_time_code_wrong'],
    'identity.activation_held': ownAccountRefusals['identity.activation_held'],
    'identity.sign_in_busy': signInRefusals['identity.sign_in_busy'],
  },
})
