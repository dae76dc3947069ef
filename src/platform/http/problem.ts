import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { type Refusal, type RefusalCatalogue, refusal } from '../../kernel/refusal.ts'

type Issue = {
  code?: string
  origin?: unknown
  minimum?: unknown
  maximum?: unknown
  values?: readonly unknown[]
}

/** What a schema refuses without words of its own, said so that one knows what to do. */
function whyOf({ code, origin, minimum, maximum, values }: Issue): string | undefined {
  const unit = origin === 'string' ? ' 个字' : origin === 'array' ? ' 项' : ''
  if (code === 'too_small')
    return origin === 'string' && minimum === 1 ? '不能为空' : `至少 ${String(minimum)}${unit}`
  if (code === 'too_big') return `至多 ${String(maximum)}${unit}`
  if (code === 'invalid_value') return `只能是 ${(values ?? []).join('、')} 之一`
  if (code === 'invalid_format') return '格式不对'
  return undefined
}
z.config({ ...z.locales.zhCN(), customError: (issue) => whyOf(issue as Issue) })

/** What the platform itself refuses; a room's own refusals stand in its contract. */
export const httpRefusals = {
  'http.sign_in_first': { status: 401, zh: '请先登录，再继续。', en: 'Sign in first.' },
  'http.not_allowed': {
    status: 403,
    zh: '您的岗位没有“{act}”的权限，请找本e镇的管理员开通。',
    en: 'Your role does not allow this: {act}.',
  },
  'http.second_factor': {
    status: 403,
    zh: '“{act}”需要二次验证：请在“我的账号”里绑定动态口令后重新登录。',
    en: 'This needs a second factor: {act}.',
  },
  'http.no_such_etown': {
    status: 404,
    zh: '没有编号为“{slug}”的e镇，请核对网址。',
    en: 'No such e-town: {slug}.',
  },
  'http.not_found': {
    status: 404,
    zh: '没有找到您要的内容，可能已被移走；请返回上一页重新选择。',
    en: 'Not found.',
  },
  'http.key_missing': {
    status: 400,
    zh: '提交缺少幂等键（Idempotency-Key，8 至 128 个字符）；请刷新页面后再提交。',
    en: 'Idempotency-Key header (8–128 characters) is missing.',
  },
  'http.key_reused': {
    status: 422,
    zh: '同一个幂等键已用于另一份内容；请刷新页面后重新提交。',
    en: 'This Idempotency-Key was used with another body.',
  },
  'http.foreign_origin': {
    status: 403,
    zh: '请求不是从本系统的页面发出的，已拦下；请从本系统页面操作。',
    en: 'Cross-site request refused.',
  },
  'http.body_not_json': {
    status: 400,
    zh: '提交的内容不是有效的 JSON，请检查格式。',
    en: 'The body is not valid JSON.',
  },
  'http.too_large': {
    status: 413,
    zh: '提交的内容超过上限 {limit}，请拆小后再提交。',
    en: 'The body exceeds the limit of {limit}.',
  },
  'http.media': {
    status: 415,
    zh: '不支持的内容类型“{media}”，请用 application/json。',
    en: 'Unsupported media type: {media}.',
  },
  'http.too_many': {
    status: 429,
    zh: '操作太频繁，请 {seconds} 秒后再试。',
    en: 'Too many requests; try again in {seconds} s.',
  },
  'http.upload_quota': {
    status: 429,
    zh: '您今天在本e镇上传的文件已到每日上限 {limit} MB，这个文件没有收下；请明天再传，急用请找系统管理员调高上限。',
    en: 'Your uploads of today have reached the limit of {limit} MB; try again tomorrow.',
  },
  'http.met_another': {
    status: 409,
    zh: '同一时刻另有人提交了相同或相关的内容，您这次没有保存；请刷新页面，看过最新内容后再提交。',
    en: 'Somebody submitted the same at the same moment; nothing was saved. Reload, look, and submit again.',
  },
  'http.busy': {
    status: 503,
    zh: '系统忙，请稍后再试；已提交的内容不会丢。',
    en: 'Busy; try again shortly.',
  },
  'field.missing': { status: 422, zh: '“{field}”没有填，请补上。', en: '{field} is missing.' },
  'field.unknown': {
    status: 422,
    zh: '“{field}”不是这里的字段，请去掉。',
    en: '{field} is not a field here.',
  },
  'field.type': {
    status: 422,
    zh: '“{field}”的类型不对，应为 {expected}。',
    en: '{field} must be {expected}.',
  },
  'field.form': {
    status: 422,
    zh: '“{field}”填写不符合要求：{why}。',
    en: '{field} is not acceptable: {why}.',
  },
  'field.personal_number': {
    status: 422,
    zh: '“{field}”里有像身份证号、手机号或银行卡号的数字：这段话会原样记入审计，不能再删。请去掉号码，改用姓氏或尾号说明。',
    en: '{field} holds what looks like an ID, mobile or bank card number. It is kept in the audit as typed and cannot be removed: take the number out.',
  },
} as const satisfies RefusalCatalogue

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((p) => `/${String(p).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否',
  array: '列表',
  object: '对象',
  record: '对象',
}

/** Text that no database column and no canonical JSON can hold: NUL and halves of surrogate pairs. */
export function refuseUnspeakable(value: unknown, at: string): readonly Refusal[] {
  if (typeof value === 'string') {
    if (!value.includes('\0') && value.isWellFormed()) return []
    const why = '含有看不见的坏字符，请删掉后重新输入'
    return [refusal(httpRefusals, 'field.form', { field: at.slice(1), why }, at)]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => refuseUnspeakable(inner, at + pointerOf([name])))
}

/** Every problem of a body, query or path, each with a pointer to its field. */
export function refuseIssues(error: z.ZodError, root: '' | '/query' | '/path'): readonly Refusal[] {
  return error.issues.flatMap((issue) => {
    const field = issue.path.map(String).join('.') || '提交内容'
    const at = root + pointerOf(issue.path)
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) =>
        refusal(httpRefusals, 'field.unknown', { field: key }, `${at}${pointerOf([key])}`),
      )
    }
    if (issue.code === 'invalid_type') {
      return issue.input === undefined
        ? [refusal(httpRefusals, 'field.missing', { field }, at)]
        : [
            refusal(
              httpRefusals,
              'field.type',
              { field, expected: TYPES[issue.expected] ?? issue.expected },
              at,
            ),
          ]
    }
    const own = issue.code === 'custom' ? issue.params?.refusal : undefined
    if (own === 'field.personal_number') return [refusal(httpRefusals, own, { field }, at)]
    return [refusal(httpRefusals, 'field.form', { field, why: issue.message }, at)]
  })
}

/** RFC 9457. The status is the first refusal's; every refusal is listed with its pointer. */
export function sendProblem(reply: FastifyReply, refused: readonly Refusal[]): FastifyReply {
  const [first] = refused
  if (first === undefined) throw new Error('a problem without a refusal')
  return reply
    .code(first.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({
      type: `urn:ezhen:refusal:${first.code}`,
      title: first.zh,
      status: first.status,
      errors: refused.map((r) => ({
        code: r.code,
        zh: r.zh,
        en: r.en,
        ...(r.pointer === undefined ? {} : { pointer: r.pointer }),
      })),
    })
}
