import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { planCheck } from './plan-check.ts'

const CASE = fileURLToPath(new URL('../modules/plan/domain/cases/made-up-county.yaml', import.meta.url))

async function run(...args: string[]) {
  const lines: string[] = []
  const code = await planCheck(args, (line) => lines.push(line))
  return { code, lines }
}

it('prints what a right file holds and ends with 0', async () => {
  const { code, lines } = await run(CASE)
  expect(code).toBe(0)
  expect(lines[0]).toBe('清溪县云岭e镇  第1版  清政发〔2026〕2号  自2026年2月1日起施行')
  expect(lines).toContain('  目标 4')
})

it('prints each problem as file:line:col, code and sentence, and ends with 1', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plan-'))
  const file = join(folder, 'wrong.yaml')
  await writeFile(file, readFileSync(CASE, 'utf8').replace('facility: granary', 'facility: barn'))
  const { code, lines } = await run(file)
  await rm(folder, { recursive: true })
  expect(code).toBe(1)
  expect(lines[0]).toMatch(/wrong\.yaml:\d+:5 {2}plan\.reference_unknown {2}引用的设施“barn”在文件里没有。/)
  expect(lines[1]).toBe('共1个问题。')
})

it('says how it is used and ends with 2 without a file', async () => {
  expect((await run()).code).toBe(2)
  expect((await run('a', 'b')).code).toBe(2)
})
