import { createMemoryHistory } from '@tanstack/react-router'
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { answerFetch, refusing, setWidth } from '../../../test/support/draw.tsx'
import { useAct } from '../act.ts'
import { ask } from '../ask.ts'
import { useRead } from '../read.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { PageHead } from '../ui/PageHead.tsx'
import { prefer } from '../ui/preference.ts'
import { To } from '../ui/To.tsx'
import { App } from './App.tsx'
import { useFilter, useParam, useTown } from './place.ts'
import type { Screen } from './screen.ts'
import { useRenewSession } from './session.ts'

const town = (slug: string, demonstration: boolean, ...may: string[]) => ({
  slug,
  name: `${slug}镇`,
  demonstration,
  roles: [],
  may,
})
const person = {
  account: '7',
  name: '李秀兰',
  signIn: 'lixiulan',
  demonstration: false,
  houseRoles: [],
  may: [],
  towns: [town('one', true, 'a.read'), town('two', false)],
  hasPassword: true,
  passwordDue: false,
  secondFactor: { bound: true, passed: true, needed: false },
}
const SIGN_IN_FIRST = { code: 'http.sign_in_first', zh: '请先登录，再继续。', en: 'Sign in first.' }

const things = endpoint({
  id: 'desk.things',
  method: 'GET',
  path: '/api/etowns/:etown/things',
  may: 'a.read',
  summary: { zh: '东西', en: 'Things' },
  answer: z.object({ count: z.int() }),
})

function Things() {
  const { slug } = useTown()
  const [kind] = useFilter('kind')
  const query = useRead(things, { etown: slug })
  return (
    <>
      <PageHead title={`东西 ${kind}`} />
      <Loaded query={query}>{({ count }) => <p>有 {count} 件</p>}</Loaded>
      <To href={`/e/${slug}/things/42`}>第 42 件</To>
    </>
  )
}
const making = endpoint({
  id: 'desk.make',
  method: 'POST',
  path: '/api/etowns/:etown/makings',
  may: 'a.read',
  summary: { zh: '做', en: 'Make' },
  body: z.strictObject({ name: z.string() }),
  answer: z.object({ count: z.int() }),
})
function Making() {
  const { slug } = useTown()
  const [name, setName] = useState('')
  const make = useAct((body: { name: string }, { key }) => ask(making, { etown: slug, body, key }))
  return (
    <>
      <PageHead title="做" />
      <input aria-label="名称" value={name} onChange={(event) => setName(event.target.value)} />
      <button type="button" onClick={() => make.run({ name })}>
        提交
      </button>
      {make.step.at === 'done' && <p>已办</p>}
    </>
  )
}
const Thing = () => <PageHead title={`编号 ${useParam('thing')}`} />
const Broken = () => {
  throw new Error('a bug')
}
function SignIn() {
  const renew = useRenewSession()
  return (
    <button type="button" onClick={() => renew()}>
      进入
    </button>
  )
}
const words = (zh: string) => ({ zh, en: `${zh} in English` })
const page = (Page: () => React.ReactNode) => async () => ({ Page })
const screens: readonly Screen[] = [
  { path: '/sign-in', title: words('登录'), open: true, load: page(SignIn) },
  { path: '/set-up', title: words('首次设置'), open: true, load: page(() => <p>请指定三员</p>) },
  {
    path: '/e/$etown/things',
    title: words('东西'),
    may: 'a.read',
    group: 'registers',
    menu: true,
    next: words('去看东西'),
    load: page(Things),
  },
  { path: '/e/$etown/form', title: words('做'), may: 'a.read', load: page(Making) },
  { path: '/e/$etown/things/$thing', title: words('一件'), may: 'a.read', load: page(Thing) },
  { path: '/e/$etown/broken', title: words('坏页'), group: 'plan', menu: true, load: page(Broken) },
  {
    path: '/admin/accounts',
    title: words('账号'),
    may: 'house.run',
    group: 'house',
    menu: true,
    load: page(Thing),
  },
]

/** The desk at an address; `me` answers who is signed in. */
function open(address: string, me: () => object | undefined = () => person) {
  cleanup()
  const server = answerFetch((url) => {
    const who = me()
    if (url.pathname === '/api/identity/ways') return { body: { setUpNeeded: false, demonstration: false } }
    if (who === undefined) return refusing(401, SIGN_IN_FIRST)
    return { body: url.pathname === '/api/identity/me' ? who : { count: 3 } }
  })
  const history = createMemoryHistory({ initialEntries: [address] })
  render(<App screens={screens} history={history} />)
  return { history, ...server }
}

beforeEach(() => {
  localStorage.clear()
  setWidth(1366)
})

test('whoever is not signed in is asked to, and comes back to the address that was asked for', async () => {
  let who: object | undefined
  using desk = open('/e/one/things?kind=apple', () => who)
  await screen.findByRole('button', { name: '进入' })
  expect(desk.history.location.pathname).toBe('/sign-in')
  who = person
  fireEvent.click(screen.getByRole('button', { name: '进入' }))
  await screen.findByRole('heading', { name: '东西 apple' })
  expect(desk.history.location.href).toBe('/e/one/things?kind=apple')
})

test.each(['//evil.example', '/\\evil.example', 'https://evil.example'])(
  'a sign-in link to %s leads to our own home',
  async (to) => {
    using desk = open(`/sign-in?to=${encodeURIComponent(to)}`)
    await screen.findByRole('heading', { name: '请选择要进入的e镇' })
    expect(desk.history.location.href).toBe('/')
  },
)

describe('a session that ends in the middle', () => {
  /** Types into the form of a page, and sends it when the session has gone. */
  async function interrupted() {
    let who: object | undefined = person
    const desk = open('/e/one/form', () => who)
    const field = await screen.findByLabelText('名称')
    fireEvent.change(field, { target: { value: '大宁县隆泰果业' } })
    who = undefined
    fireEvent.click(screen.getByRole('button', { name: '提交' }))
    const dialog = await screen.findByRole('dialog', { name: '请重新登录' })
    const keys = () => desk.asked.filter(({ url }) => url.pathname.endsWith('/makings')).map((a) => a.key)
    return {
      desk,
      keys,
      dialog,
      name: () => Reflect.get(screen.getByLabelText('名称'), 'value'),
      async enter(as: object) {
        who = as
        fireEvent.click(await within(dialog).findByRole('button', { name: '进入' }))
      },
    }
  }

  test('is asked for over the page: what was typed stays, and is sent again with its key', async () => {
    const { desk, keys, name, enter } = await interrupted()
    using _desk = desk
    await enter(person)
    await screen.findByText('已办')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(name()).toBe('大宁县隆泰果业')
    expect(keys()).toHaveLength(2)
    expect(new Set(keys()).size).toBe(1)
  })

  test('somebody else who signs in there finds nothing of it, and nothing is sent', async () => {
    const { desk, keys, name, enter } = await interrupted()
    using _desk = desk
    await enter({ ...person, account: '8', name: '王办事' })
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await screen.findByRole('button', { name: '当前用户：王办事' })
    expect(name()).toBe('')
    expect(keys()).toHaveLength(1)
  })

  test('whoever leaves goes to the sign-in page, the address kept', async () => {
    const { desk, dialog } = await interrupted()
    using _desk = desk
    fireEvent.click(within(dialog).getByRole('button', { name: '不登录了，离开这一页' }))
    await waitFor(() => expect(desk.history.location.pathname).toBe('/sign-in'))
    expect(desk.history.location.search).toBe(`?to=${encodeURIComponent('/e/one/form')}`)
  })

  test('is noticed by a read as well', async () => {
    let who: object | undefined = person
    using _desk = open('/e/one', () => who)
    await screen.findByRole('heading', { name: 'one镇' })
    who = undefined
    fireEvent.click(screen.getByRole('link', { name: /去看东西/ }))
    const dialog = await screen.findByRole('dialog', { name: '请重新登录' })
    who = person
    fireEvent.click(await within(dialog).findByRole('button', { name: '进入' }))
    await screen.findByText('有 3 件')
  })
})

test('a house nobody has set up begins with that', async () => {
  cleanup()
  using _server = answerFetch((url) =>
    url.pathname.endsWith('/ways')
      ? { body: { setUpNeeded: true, demonstration: false } }
      : refusing(401, SIGN_IN_FIRST),
  )
  render(<App screens={screens} history={createMemoryHistory({ initialEntries: ['/'] })} />)
  await screen.findByText('请指定三员')
})

test('the menu offers what one may, and marks where one is', async () => {
  using _desk = open('/e/one/things')
  const menu = await screen.findByRole('navigation', { name: '主导航' })
  expect(
    within(menu)
      .getAllByRole('link')
      .map((a) => a.textContent),
  ).toEqual(['首页', '坏页', '东西'])
  expect(within(menu).getByRole('link', { name: '东西' }).getAttribute('aria-current')).toBe('page')
  expect(within(menu).getByRole('link', { name: '首页' }).getAttribute('aria-current')).toBeNull()
})

test.each([
  ['/e/two/things', '您不能打开这个页面'],
  ['/e/three/things', '您没有加入这个e镇'],
  ['/admin/accounts', '您不能打开这个页面'],
  ['/e/one/nowhere', '没有这个页面'],
])('%s says %s', async (address, heading) => {
  using desk = open(address)
  await screen.findByRole('heading', { level: 1, name: heading })
  expect(desk.asked.every((a) => a.url.pathname === '/api/identity/me')).toBe(true)
})

test('made-up data says so on every page of its e-town, and nowhere else', async () => {
  using _one = open('/e/one/things')
  await screen.findByText('演示数据')
  using _two = open('/e/two')
  await screen.findByRole('heading', { name: 'two镇' })
  expect(screen.queryByText('演示数据')).toBeNull()
})

test('a page that fails leaves the frame standing and offers to try again', async () => {
  using _desk = open('/e/one/broken')
  await screen.findByRole('heading', { name: '页面出错了' })
  expect(screen.getByRole('button', { name: '重试' })).toBeDefined()
  expect(screen.getByRole('navigation', { name: '主导航' })).toBeDefined()
})

test('after navigation the focus is on the heading and the title tells the page', async () => {
  using _desk = open('/e/one/things')
  const link = await screen.findByRole('link', { name: '第 42 件' })
  expect(document.title).toBe('东西 · one镇 · e镇通')
  fireEvent.click(link)
  const heading = await screen.findByRole('heading', { name: '编号 42' })
  await waitFor(() => expect(document.activeElement).toBe(heading))
  expect(document.title).toBe('一件 · one镇 · e镇通')
})

test('English is one press away, said to the browser and remembered', async () => {
  using _desk = open('/e/one/things')
  await screen.findByText('有 3 件')
  expect(document.documentElement.lang).toBe('zh-CN')
  fireEvent.click(screen.getByRole('button', { name: 'English' }))
  await screen.findByRole('link', { name: '东西 in English' })
  expect(document.documentElement.lang).toBe('en')
  expect(localStorage.getItem('ezhen.language')).toBe('en')
  act(() => prefer('language', 'zh'))
})

test('the only e-town is entered at once; none says whom to ask', async () => {
  using _one = open('/', () => ({ ...person, towns: person.towns.slice(0, 1) }))
  await screen.findByRole('heading', { name: 'one镇' })
  using _none = open('/', () => ({ ...person, towns: [] }))
  await screen.findByRole('heading', { name: '您的账号还没有加入任何e镇' })
})

test('the home offers only steps one may take', async () => {
  using _desk = open('/e/one')
  expect(await screen.findByRole('link', { name: /去看东西/ })).toBeDefined()
  using _other = open('/e/two')
  await screen.findByRole('heading', { name: 'two镇' })
  expect(screen.queryByRole('link', { name: /去看东西/ })).toBeNull()
})

test('what the account owes stands before everything else', async () => {
  using _desk = open('/e/one', () => ({
    ...person,
    passwordDue: true,
    secondFactor: { bound: false, passed: false, needed: true },
  }))
  await screen.findByText(/请绑定动态口令/)
  expect(screen.getByText(/密码已到更换期限/)).toBeDefined()
})

test('a phone gets the menu in a drawer', async () => {
  setWidth(360)
  using _desk = open('/e/one/things')
  await screen.findByText('有 3 件')
  const drawer = document.querySelector('dialog')
  expect(drawer?.open).toBe(false)
  fireEvent.click(screen.getByRole('button', { name: '菜单' }))
  expect(drawer?.open).toBe(true)
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('link', { name: '首页' }))
  await screen.findByRole('heading', { name: 'one镇' })
  expect(drawer?.open).toBe(false)
})
