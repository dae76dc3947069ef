import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPlanFile } from '#plan'
import { runOneJob } from '#platform/work/jobs'
import type { Town } from '#test/statistics-town'
import { worldTown } from '#test/world-town'
import { acceptanceVerify } from '../../cli/acceptance.ts'
import { listEtowns } from '../../platform/db/etowns.ts'
import { makeFileJob } from './app/make-file.ts'
import * as acceptance from './contract/index.ts'
import { type Folder, folderOf } from './public.ts'

/** The files of the first shop of each county's world, on the plans as they are. */
const PLANS = { 1: 'plans/141030-daning-2022.yaml', 2: 'plans/140521-longgang-2023.yaml' } as const
const SHOWN = process.env.EZHEN_ACCEPTANCE_OUT

let town: Town
beforeAll(async () => {
  town = await worldTown(new Date('2024-06-03T02:00:00Z'))
})
afterAll(() => town[Symbol.asyncDispose]())

async function folder(etown: 1 | 2): Promise<Folder> {
  const { house } = town.server
  const found = (await listEtowns(house.db)).find(({ id }) => id === etown)
  const made = found && (await folderOf({ house, etown: found, now: house.clock() }))
  if (made === undefined) throw new Error('no file')
  return made
}

describe.each([1, 2] as const)('验收档案 of county %i', (etown) => {
  let made: Folder
  beforeAll(async () => {
    made = await folder(etown)
  })
  test('has every countable demand and every clause of the plan, and says its gaps', async () => {
    const read = await readPlanFile(PLANS[etown])
    if (!read.ok) throw new Error('the plan was refused')
    const { plan } = read
    const codes = made.content.items.map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(plan.targets.map(({ code }) => `target.${code}`)))
    expect(codes).toEqual(expect.arrayContaining(plan.funds.sources.map(({ code }) => `fund-source.${code}`)))
    expect(new Set(codes).size).toBe(codes.length)
    expect(made.content.clauses.map(({ id }) => id)).toEqual(plan.clauses.map(({ id }) => id))
    const silent = made.content.clauses.filter(
      ({ items, others, uncounted }) => items.length + others.length + uncounted.length === 0,
    )
    // A heading without text of its own says nothing that could be counted.
    const spoken = silent.filter(({ id }) => plan.clauses.find((c) => c.id === id)?.text !== undefined)
    expect(spoken).toEqual([])
    const mute = made.content.items.filter(({ verdict, gaps }) => verdict !== 'met' && gaps.length === 0)
    expect(mute).toEqual([])
  })
  test('every figure has its rows, every row its file, every file its hash', async () => {
    const online = made.content.items.find(({ code }) => code === 'target.online-retail')
    expect(online?.sources.some(({ rows, files }) => rows > 0 && files.length > 0)).toBe(true)
    expect(online?.evidence).toBeGreaterThan(0)
    expect(online?.evidenceList.every(({ sha256, leaf }) => sha256 !== undefined && leaf !== undefined)).toBe(
      true,
    )
    expect(made.files.some(({ name }) => name.startsWith('proofs/'))).toBe(true)
  })
  test('is a folder that anybody verifies offline, and one changed byte is found', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ezhen-acceptance-'))
    try {
      for (const { name, bytes } of made.files) {
        await mkdir(dirname(join(dir, name)), { recursive: true })
        await writeFile(join(dir, name), bytes)
        if (SHOWN) {
          await mkdir(dirname(join(SHOWN, String(etown), name)), { recursive: true })
          await writeFile(join(SHOWN, String(etown), name), bytes)
        }
      }
      const said: string[] = []
      const print = (line: string) => void said.push(line)
      expect([await acceptanceVerify([dir], print), said.at(-1)]).toEqual([
        0,
        expect.stringContaining('全部相符'),
      ])
      const index = await readFile(join(dir, 'index.json'), 'utf8')
      await writeFile(join(dir, 'index.json'), index.replace('"items"', '"itemz"'))
      expect(await acceptanceVerify([dir], print)).toBe(1)
      expect(said.slice(-2)[0]).toBe('已被改动  index.json')
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })
})

test('asked for in the browser it is a job, and both its parts are downloaded', async () => {
  const leader = await town.as('leader')
  const { answer } = await leader(acceptance.askFile)
  expect(await runOneJob(town.server.house, 1, [makeFileJob], new AbortController().signal)).toBe(true)
  const [file] = (await leader(acceptance.listFiles)).answer.items
  expect(file).toMatchObject({ id: answer.id, state: 'ready' })
  const pdf = await leader(acceptance.openPdf, { params: { file: answer.id } })
  expect(pdf.raw.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  const zip = await leader(acceptance.openFolder, { params: { file: answer.id } })
  expect(zip.raw.rawPayload.subarray(0, 2).toString()).toBe('PK')
  expect((await (await town.as('merchant'))(acceptance.listFiles)).status).toBe(403)
})
