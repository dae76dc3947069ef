import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { planFileRefusals } from '../contract/refusals.ts'
import { readPlanFile, readPlanText } from './read-plan-file.ts'

const caseText = (name: string): string =>
  readFileSync(new URL(`../domain/cases/${name}`, import.meta.url), 'utf8')

const RIGHT = caseText('made-up-county.yaml')
const zFaults = z.array(z.record(z.enum(['写错', '原文', '改成', '代码', '行', '句']), z.string()))
const faultsIn = (name: string, right: string) =>
  zFaults.parse(parse(caseText(name), { schema: 'failsafe' })).map((fault) => ({ ...fault, right }))
const FAULTS = [
  ...faultsIn('faults.yaml', RIGHT),
  ...faultsIn('scheme-faults.yaml', caseText('scheme-county.yaml')),
]

function faultsOf(text: string) {
  const check = readPlanText(text)
  return check.ok ? [] : check.problems
}

describe('a fault in the file 写错', () => {
  it.each(FAULTS)('$写错 → $代码', ({ 原文, 改成, 代码, 行, 句, right }) => {
    expect(right).toContain(原文)
    const text = right.replace(原文, () => 改成)
    const lines = text.split('\n')
    const found = faultsOf(text).find(
      ({ refusal, line }) =>
        refusal.code === 代码 && lines[line - 1]?.includes(行) && refusal.zh.includes(句),
    )
    expect(
      found,
      faultsOf(text)
        .map(({ line, refusal }) => `${line} ${refusal.zh}`)
        .join('\n'),
    ).toBeDefined()
    expect(found?.refusal.zh).not.toMatch(/\{\w+\}/)
    expect(found?.refusal.en).not.toMatch(/\{\w+\}/)
  })

  it('is shown at the column where its key begins', () => {
    const [found] = faultsOf(RIGHT.replace('facility: granary', 'facility: barn'))
    expect(found?.col).toBe(5)
  })

  it('is named together with every other, in the order of the file', () => {
    const text = RIGHT.replace('per: month', 'per: 每月')
      .replace('name: 运营', 'name:')
      .replace('op: range', 'op: to')
    expect(faultsOf(text).map(({ refusal }) => refusal.code)).toEqual([
      'plan.text_empty',
      'plan.choice_unknown',
      'plan.choice_unknown',
    ])
    const meant = RIGHT.replace('value: 3000', 'value: 300').replace('facility: granary', 'facility: barn')
    expect(faultsOf(meant).map(({ refusal }) => refusal.code)).toEqual([
      'plan.value_not_quoted',
      'plan.reference_unknown',
    ])
  })

  it('is never a crash: empty text, a list, deep nesting, a hostile key', () => {
    const shapes = [
      '',
      '- 1',
      'x',
      '['.repeat(20_000),
      '__proto__: { format: ezhen-plan/1 }',
      '? [a]\n: b',
      '!!js/x y',
    ]
    for (const text of shapes) expect(faultsOf(text)).not.toEqual([])
  })
})

describe('a file on disk 文件', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plan-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const codesIn = async (name: string, content?: string | Uint8Array) => {
    if (content !== undefined) writeFileSync(join(folder, name), content)
    const check = await readPlanFile(join(folder, name))
    return check.ok ? [] : check.problems.map(({ refusal }) => refusal.code)
  }

  it('is refused when missing, a folder, huge or in GB18030; a byte order mark and CRLF are read', async () => {
    expect(await codesIn('none.yaml')).toEqual(['plan.file_missing'])
    expect(await codesIn('.')).toEqual(['plan.file_missing'])
    expect(await codesIn('huge.yaml', new Uint8Array(4 * 1024 * 1024 + 1))).toEqual(['plan.file_too_large'])
    expect(await codesIn('gbk.yaml', Uint8Array.of(0xc7, 0xe5, 0xcf, 0xaa))).toEqual(['plan.file_not_utf8'])
    expect(await codesIn('bom.yaml', `\ufeff${RIGHT.replaceAll('\n', '\r\n')}`)).toEqual([])
  })
})

describe('the catalogue 拒绝目录', () => {
  it('has no sentence that no fault can raise', () => {
    const onDisk = ['plan.file_missing', 'plan.file_too_large', 'plan.file_not_utf8']
    const betweenVersions = [
      'plan.versions_mixed',
      'plan.version_repeated',
      'plan.version_branches',
      'plan.version_missing',
      'plan.version_not_later',
    ]
    const raised = new Set([...FAULTS.map((fault) => fault.代码), ...onDisk, ...betweenVersions])
    expect([...raised].sort()).toEqual(Object.keys(planFileRefusals).sort())
  })
})
