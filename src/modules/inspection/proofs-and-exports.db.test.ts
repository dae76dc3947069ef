import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exporting } from '#test/exports'
import { type Lab, openLab } from '#test/lab'
import { checkedRecords, growLog } from '#test/records-page'
import { tamper } from '#test/tamper'
import {
  bringFile,
  enterLabResult,
  exportInspections,
  getCertificate,
  getSample,
  type TABLES,
  voidCertificate,
} from './contract/index.ts'

let lab: Lab
let passed: { id: string; label: string }
let issued: { id: string; number: string }
let positive: { id: string; code: string }
beforeAll(async () => {
  lab = await openLab()
  await lab.record('tending', { season: lab.season }, { what: '疏果、套袋' }, 60)
  const lot = await lab.lotOf('500')
  passed = await lab.passed(lot.id)
  issued = (await lab.issue(lot.id, { sample: passed.id, quantity: '100.50', origin: '=1+1 大宁县' })).answer
  const bad = await lab.lotOf('100')
  positive = await lab.draw(bad.id)
  await lab.run(positive.code, '0.100')
})
afterAll(() => lab[Symbol.asyncDispose]())

const page = async (number: string) => {
  const { statusCode, body } = await lab.server.app.inject({ url: `/hgz/${number}/proof` })
  return { statusCode, body }
}

describe('自己核验', () => {
  test('合格证与检测结果各有证明页，手机自己算得出；作废也在', async () => {
    await lab.grower(voidCertificate, {
      params: { certificate: issued.id },
      body: { reason: '数量写错，重新开具' },
    })
    await growLog(lab.server.house)
    for (const [number, kinds] of [
      [issued.number, ['承诺达标合格证', '作废', '经复核的检测结果']],
      [passed.label, ['经复核的检测结果']],
    ] as const) {
      const { statusCode, body } = await page(number)
      expect(statusCode).toBe(200)
      for (const heading of kinds) expect(body).toContain(`<h2>${heading}</h2>`)
      const records = await checkedRecords(body)
      expect(records).toHaveLength(kinds.length)
      for (const { content, verdict } of records)
        expect(verdict, JSON.stringify(content)).toMatchObject({ valid: true, says: { document: 'content' } })
      expect(body).not.toContain('13800001234')
    }
    const [certificate] = await checkedRecords((await page(issued.number)).body)
    expect(certificate?.content).toMatchObject({
      number: issued.number,
      quantity: '100.5',
      boxes: 20,
      bases: ['control'],
    })
    const shown = await lab.server.app.inject({ url: `/hgz/${issued.number}` })
    expect(shown.body).toContain(`href="/hgz/${issued.number}/proof"`)
    expect((await page('C222222222222')).statusCode).toBe(404)
  })

  test('有人绕过一切改了抑制率，证明页就不认', async () => {
    await tamper(
      lab.owner,
      ['inspection.run'],
      `update inspection.run set percent = '1.0' where sample = ${passed.id}`,
    )
    const [result] = await checkedRecords((await page(passed.label)).body)
    expect(result?.verdict).not.toMatchObject({ valid: true, says: { document: 'content' } })
  })

  test('阳性那一次读数也在日志里，实验室报告接在后面', async () => {
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF')
    const report = (await lab.reviewer(bringFile, { file: { name: '报告.pdf', bytes: pdf } })).answer.sha256
    const body = {
      laboratory: '市农检中心',
      reportNo: 'W1',
      method: 'GB 23200.113-2018',
      reportedOn: '2026-11-22',
      report,
      items: [{ item: '氧乐果' }, { item: '毒死蜱', found: '0.010', most: '0.5' }],
    }
    await lab.reviewer(enterLabResult, { params: { sample: positive.id }, body })
    await growLog(lab.server.house)
    const { rows } = await lab.owner.query(
      "select kind from attest.leaf where etown = 1 and kind in ('inspection.positive', 'inspection.lab-result') order by kind",
    )
    expect(rows.map(({ kind }) => kind)).toEqual(['inspection.lab-result', 'inspection.positive'])
  })
})

describe('导出', () => {
  const table = async (what: keyof typeof TABLES, ask = lab.reviewer, month?: string) => {
    const { raw } = await exporting(lab.server, ask)(exportInspections, {
      body: {
        what,
        filter: month === undefined ? {} : { month },
        format: 'xlsx',
        reason: '报送市农业农村局',
      },
    })
    const [list, notes] = (await readXlsx(raw.rawPayload)).sheets
    return {
      head: list?.rows[1] ?? [],
      rows: (list?.rows ?? []).slice(2).filter((row) => row.some((cell) => cell !== null && cell !== '')),
      notes: Object.fromEntries(notes?.rows ?? []),
    }
  }
  test('六张表都出得来，第二页写明范围、筛选和定义', async () => {
    const sizes = { samples: 2, runs: 2, certificates: 1, incoming: 0, positives: 1, tools: 2 } as const
    for (const [what, size] of Object.entries(sizes)) {
      const { head, rows, notes } = await table(what as keyof typeof TABLES)
      expect([what, rows.length]).toEqual([what, size])
      for (const row of rows) expect(row.length).toBeLessThanOrEqual(head.length)
      expect(notes).toMatchObject({ 范围: '本e镇全部', 筛选: '无，全部月份', 理由: '报送市农业农村局' })
      expect(notes.定义).toContain('一行')
    }
  })
  test('公式照字面出，盲样不写批次，按月份选，农户只导出自己的', async () => {
    const certificates = await table('certificates')
    expect(certificates.rows[0]).toEqual(
      expect.arrayContaining(['=1+1 大宁县', '数量写错，重新开具', '100.5']),
    )
    const waiting = await lab.draw((await lab.lotOf('5')).id)
    const samples = await table('samples')
    const at = (name: string, code: string) =>
      samples.rows.find((row) => row[0] === code)?.[samples.head.indexOf(name)]
    expect([at('批次', waiting.code), at('抽样地点', waiting.code)].map((cell) => cell ?? '')).toEqual([
      '',
      '',
    ])
    const { answer } = await lab.reviewer(getSample, { params: { sample: passed.id } })
    expect(at('批次', answer.code)).toBe(answer.lotCode)
    expect((await table('samples', lab.reviewer, '2026-10')).rows).toEqual([])
    expect((await table('samples', lab.reviewer, '2026-11')).notes.筛选).toBe('2026年11月')
    const own = await table('certificates', lab.grower)
    expect([own.rows.length, own.notes.范围]).toEqual([1, '本主体的'])
    const stranger = await lab.as(['merchant'])
    expect((await table('certificates', stranger)).rows).toEqual([])
    expect((await lab.grower(getCertificate, { params: { certificate: issued.id } })).answer.voided).toBe(
      true,
    )
  })
})
