import type { Page, Route } from 'playwright-core'

export const PERSON = {
  account: '7',
  name: '李秀兰',
  signIn: 'lixiulan',
  demonstration: true,
  houseRoles: [],
  may: [],
  towns: [
    { slug: 'longgang', name: '龙港镇乡村e镇', demonstration: true, roles: ['office'], may: ['gallery.see'] },
    { slug: 'daning', name: '大宁县乡村e镇', demonstration: false, roles: ['auditor'], may: [] },
  ],
  hasPassword: true,
  passwordDue: false,
  secondFactor: { bound: true, passed: true, needed: false },
}

const TOTAL = 128
const thing = (n: number) => ({
  id: String(n),
  name: `${['金果', '蜜源', '宁脆', '山里人家'][n % 4]}农产品专业合作社（第${n}户）`,
  kind: ['合作社', '企业', '个体工商户'][n % 3],
  sales: String(n * 1_234_567),
  since: `2024-${String((n % 12) + 1).padStart(2, '0')}-0${(n % 9) + 1}`,
  open: n % 5 !== 0,
})

function list(url: URL) {
  const from = Number(url.searchParams.get('after') ?? 0)
  const until = Math.min(from + Number(url.searchParams.get('limit')), TOTAL)
  const items = Array.from({ length: until - from }, (_, i) => thing(from + i + 1))
  return { items, total: TOTAL, ...(until < TOTAL ? { next: String(until) } : {}) }
}

const problem = (status: number, ...errors: object[]) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'urn:ezhen:refusal:x', title: 'x', status, errors }),
})

const json = (body: unknown) => ({ contentType: 'application/json', body: JSON.stringify(body) })

const CODE = {
  code: 'gallery.credit_code',
  zh: '“creditCode”的校验位不对，请对照营业执照核对第 18 位。',
  en: 'The check digit of creditCode is wrong.',
  pointer: '/creditCode',
}
const CLOSED = {
  code: 'gallery.closed',
  zh: '本月登记已截止，请下月 1 日再报。',
  en: 'Closed for this month.',
}

export type Asked = { readonly method: string; readonly path: string; readonly key: string | undefined }

/** Answers the gallery as a server would. `asked` collects what was asked; `mode` changes with the test. */
export async function answer(page: Page, mode: { signedIn: boolean; adding: 'refuse' | 'lose' | 'do' }) {
  const asked: Asked[] = []
  await page.route('**/api/**', async (route: Route) => {
    const request = route.request()
    const url = new URL(request.url())
    asked.push({ method: request.method(), path: url.pathname, key: request.headers()['idempotency-key'] })
    if (url.pathname === '/api/identity/me')
      return route.fulfill(
        mode.signedIn
          ? json(PERSON)
          : problem(401, { code: 'http.sign_in_first', zh: '请先登录，再继续。', en: 'Sign in first.' }),
      )
    if (url.pathname === '/api/identity/ways')
      return route.fulfill(json({ setUpNeeded: false, demonstration: true }))
    if (request.method() === 'GET') return route.fulfill(json(list(url)))
    if (url.pathname.endsWith('/files')) return route.fulfill(json({ sha256: 'ab'.repeat(32) }))
    if (mode.adding === 'lose') return route.abort('connectionreset')
    return route.fulfill(mode.adding === 'refuse' ? problem(422, CODE, CLOSED) : json({ id: '129' }))
  })
  return asked
}
