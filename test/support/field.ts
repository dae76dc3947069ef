import { hash } from '@node-rs/argon2'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openSite } from '#contract/party'
import { addItem, openSeason } from '#contract/trace'
import { addDays, type Day, dayOfInstant } from '#kernel/day'
import type { AnswerOf, Endpoint } from '../../src/kernel/endpoint.ts'
import { PASSWORD } from './account.ts'
import type { Desk } from './clerk.ts'
import { aParty } from './shops.ts'

/** Asks an endpoint of a running product as the bearer of a cookie; what is refused fails the test. */
export const askAs =
  (desk: Desk, cookie: string, etown: string) =>
  async <E extends Endpoint>(
    endpoint: E,
    body: object,
    params: Readonly<Record<string, string>> = {},
  ): Promise<AnswerOf<E>> => {
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => ({ etown, ...params })[name] ?? '')
    const reply = await fetch(desk.address + path, {
      method: endpoint.method,
      headers: { cookie, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify(body),
    })
    const answer = await reply.json()
    expect(answer.errors ?? []).toEqual([])
    return answer
  }

export type Plot = {
  readonly etown: {
    readonly id: number
    readonly slug: string
    readonly name: string
    readonly county: string
  }
  readonly party: string
  readonly product: string
  readonly site: string
  readonly season: string
  /** Of the farmer, who signs in with PASSWORD. */
  readonly signIn: string
  readonly farmer: string
}

/** An orchard in e-town 1. */
export const PLOT: Plot = {
  etown: { id: 1, slug: 'daning', name: '大宁县乡村e镇', county: '141030' },
  party: '大宁县隆泰果业合作社',
  product: '宁脆苹果',
  site: '太古塬 3 号园',
  season: '2026 年宁脆',
  signIn: 'li.guonong',
  farmer: '李果农',
}

export const daysAgo = (days: number): Day => addDays(dayOfInstant(Date.now()), -days)

/** A product on a plot, its season, and the farmer who keeps its records: his cookieless account, the clerk's cookie, the season. */
export async function openPlot(
  desk: Desk,
  { etown, party, product, site, season, signIn, farmer }: Plot,
): Promise<{ clerk: string; season: string; item: string }> {
  await desk.owner.query(
    'insert into platform.etown (id, slug, name, county_code) values ($1, $2, $3, $4) on conflict do nothing',
    [etown.id, etown.slug, etown.name, etown.county],
  )
  const clerk = await desk.as({ etown: etown.id, roles: ['office'], name: '王办事' })
  const ask = askAs(desk, clerk, etown.slug)
  const owner = await aParty(desk.owner, etown.id, party)
  await desk.owner.query(`update party.party set kind = 'organisation' where id = $1`, [owner])
  const place = await ask(openSite, { kind: 'base', name: site, party: owner, openedOn: '2020-01-01' })
  const item = await ask(addItem, {
    party: owner,
    name: product,
    spec: '5 千克/件',
    unit: 'kg',
    packSize: '5',
    numbering: 'restricted',
  })
  const opened = await ask(openSeason, {
    item: item.id,
    site: place.id,
    name: season,
    startedOn: daysAgo(200),
  })
  await desk.as({ etown: etown.id, roles: ['merchant'], party: owner, name: farmer })
  const password = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  await desk.owner.query(
    'update identity.account set sign_in = $1, password = $2, password_set_at = now() where name = $3',
    [signIn, password, farmer],
  )
  return { clerk, season: opened.id, item: item.id }
}

/** The farmer signs in on a phone that then has the app and what it needs without a network. */
export async function signInToField(page: Page, { signIn, site }: Plot): Promise<void> {
  await page.getByLabel('登录名').fill(signIn)
  await page.getByLabel('密码').first().fill(PASSWORD)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('link', { name: site }).waitFor()
  await installed(page)
}

/** Opens what is folded away on a desk's page. */
export const unfold = (page: Page, label: string): Promise<void> =>
  page.locator('summary').filter({ hasText: label }).first().click()

/** Everything this origin keeps in the browser, as text: to look for what must not be there. */
export const keptInBrowser = (page: Page): Promise<string> =>
  page.evaluate(`(async () => {
    const all = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)]
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (e) => done(e.target.result) })
      for (const store of db.objectStoreNames) {
        const rows = await new Promise((done) => {
          db.transaction(store).objectStore(store).getAll().onsuccess = (e) => done(e.target.result)
        })
        all.push(name + '/' + store + ' ' + JSON.stringify(rows.map((r) => r instanceof ArrayBuffer ? new TextDecoder('latin1').decode(r) : r)))
      }
      db.close()
    }
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) all.push(url)
    return all.join('\\n')
  })()`)

/** What can be pressed and is smaller than 44 × 44, and text smaller than 18, as drawn. */
export const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const seen = (e) => { const b = e.getBoundingClientRect(); return b.width > 2 && b.height > 2 }
    const press = [...document.querySelectorAll('a, button, input:not([type=file]), label.plain')].filter(seen)
      .filter((e) => { const b = e.getBoundingClientRect(); return b.width < 44 || b.height < 44 })
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const small = []
    for (let n = walker.nextNode(); n; n = walker.nextNode())
      if (n.data.trim() && seen(n.parentElement) && parseFloat(getComputedStyle(n.parentElement).fontSize) < 18) small.push(n.parentElement)
    return [...press, ...small].map((e) => e.tagName + ' ' + e.textContent.slice(0, 20))
  })()`)

/** The app has its page and scripts on the phone. */
export async function installed(page: Page): Promise<void> {
  await page.waitForFunction('navigator.serviceWorker.controller !== null')
}

export async function network(context: BrowserContext, on: boolean): Promise<void> {
  await context.setOffline(!on)
}
