import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Desk, openDesk } from './clerk.ts'

export const COUNTY = '140521-longgang'
const PLAN = new URL('../../plans/140521-longgang-2023.yaml', import.meta.url)

/** The desk of 沁水 with its real plan, and somebody for each role that is asked for. */
export type CountyDesk = AsyncDisposable & {
  readonly desk: Desk
  open(role: string, path: string, width?: number): Promise<Page>
}

export async function openCounty(roles: readonly string[]): Promise<CountyDesk> {
  const desk = await openDesk()
  await desk.owner.query(
    `insert into platform.etown (id, slug, name, county_code) values (2, '${COUNTY}', '龙港镇乡村e镇', '140521')`,
  )
  const cookies = new Map<string, string>()
  for (const role of new Set(['office', ...roles]))
    cookies.set(role, await desk.as({ etown: 2, roles: [role] }))
  const cookieOf = (role: string): string => cookies.get(role) ?? ''
  const bytes = readFileSync(PLAN)
  const send = async (path: string, type: string, body: BodyInit): Promise<void> => {
    const headers = {
      cookie: cookieOf('office'),
      'content-type': type,
      'x-file-name': 'plan.yaml',
      'idempotency-key': crypto.randomUUID(),
    }
    const sent = await fetch(`${desk.address}/api/etowns/${COUNTY}${path}`, { method: 'POST', headers, body })
    expect([path, sent.status]).toEqual([path, 200])
  }
  await send('/plan/drafts', 'application/octet-stream', bytes)
  const file = createHash('sha256').update(bytes).digest('hex')
  await send('/plan/versions', 'application/json', JSON.stringify({ file }))
  return {
    desk,
    open: (role, path, width = 1366) => desk.open(`/e/${COUNTY}${path}`, { cookie: cookieOf(role), width }),
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  }
}

/** Opens what unfolds under this name, and gives the form in it. */
export async function unfold(page: Page, name: string) {
  await page.locator('summary').filter({ hasText: name }).first().click()
  return page.locator('details[open]').filter({ hasText: name }).first()
}
