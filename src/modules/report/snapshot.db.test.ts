import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ReportTown, reportTown } from '#test/reports'
import { unzipped } from '#test/zip'
import * as report from './contract/index.ts'

let at: ReportTown
let id = ''
beforeAll(async () => {
  at = await reportTown()
  id = await at.fillMonth('2026-10')
  await at.lock(id)
})
afterAll(() => at[Symbol.asyncDispose]())

const snapshot = async (number = 1) =>
  (await at.office(report.getSnapshot, { params: { report: id, number: String(number) } })).answer
const shown = async (number: number, field: string) =>
  (await snapshot(number)).content.cells.find((cell) => cell.field === field)?.shown

describe('a locked snapshot', () => {
  test('holds values, the definitions they were counted by, and which rows, by the day', async () => {
    const { content, now } = await snapshot()
    const retail = content.cells.find(({ field }) => field === 'retail')
    expect(retail).toMatchObject({
      origin: 'computed',
      value: '1000000/1',
      shown: '1.00 万元',
      kind: 'flow',
      definition: { version: 'online-retail@2026' },
    })
    expect(retail?.lineage?.[0]?.slices).toMatchObject([
      { from: '2026-10-05', rows: '1', sum: '900000' },
      { from: '2026-10-06', rows: '1', sum: '100000' },
    ])
    expect(content.cells.find(({ field }) => field === 'output')).toMatchObject({ origin: 'unknown' })
    expect(now).toMatchObject({ changes: [], rows: [] })
    expect(JSON.stringify(content)).not.toContain('"by"')
  })

  test('is a leaf of the log by the hash of its canonical JSON', async () => {
    const { rows } = await at.town.owner.query(
      `select payload from platform.event where kind = 'report.locked' and subject = $1`,
      [id],
    )
    const { sha256 } = await snapshot()
    expect(rows[0].payload.attested).toEqual([{ kind: 'report-snapshot', subject: `${id}/1`, sha256 }])
  })

  test('cannot be changed, taken away or replaced in the database, nor its steps or cells', async () => {
    for (const table of ['snapshot', 'step', 'cell', 'form', 'report'])
      await expect(at.town.owner.query(`update report.${table} set etown = etown`)).rejects.toThrow(
        'append-only',
      )
    await expect(
      at.town.owner.query(
        `insert into report.cell (etown, report, field, no, prior, origin, value, step, by, at)
         select etown, report, field, no + 1, no, 'typed', '1/1', step, 'x', now() from report.cell
         where report = $1 and field = 'training' order by no desc limit 1`,
        [id],
      ),
    ).rejects.toThrow('报表不在填报中')
    await expect(
      at.town.owner.query(
        `insert into report.snapshot (etown, report, number, prior, previous, step, content, sha256, by, at)
         select etown, report, 2, 1, sha256, step, content, sha256, 'x', now() from report.snapshot where report = $1`,
        [id],
      ),
    ).rejects.toThrow('snapshot_etown_report_step_key')
  })

  test('never changes, whatever rows do later; what they do is told by the day', async () => {
    const before = await snapshot()
    let no = 100
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            day: fc.constantFrom('2026-10-05', '2026-10-20', '2025-10-07'),
            fen: fc.integer({ min: 1, max: 500_000 }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        async (late) => {
          await at.town.importOrders(
            late.map(({ day, fen }) => ({ shop: '宁脆旗舰店', no: no++, day, fen: BigInt(fen) })),
          )
          const { content, sha256, now } = await snapshot()
          expect({ content, sha256 }).toEqual({ content: before.content, sha256: before.sha256 })
          const moved = new Set(
            now.rows.filter(({ field }) => field === 'retail-growth').map(({ from }) => from),
          )
          for (const { day } of late) expect(moved).toContain(day)
        },
      ),
      { numRuns: 4, seed: 20_231 },
    )
  })

  test('a correction is the next number, with its reason and the cells that differ', async () => {
    const params = { report: id }
    await at.office(report.amendReport, { params, body: { reason: '迟到的订单补录' } })
    expect((await at.get(id)).cells.find(({ key }) => key === 'retail')?.lockedShown).toBe('1.00 万元')
    await at.lock(id)
    const second = await snapshot(2)
    expect(second.content).toMatchObject({
      number: 2,
      reason: '迟到的订单补录',
      previous: (await snapshot()).sha256,
    })
    expect(second.changes.map(({ field }) => field)).toContain('retail')
    expect(second.changes.map(({ field }) => field)).not.toContain('training')
    expect(await shown(1, 'retail')).toBe('1.00 万元')
    expect((await snapshot(1)).newest).toBe(2)
  })

  test('goes out as a workbook whose text is no formula, as Word and as PDF', async () => {
    const get = async (endpoint: typeof report.snapshotBook) =>
      (await at.office(endpoint, { params: { report: id, number: '1' } })).raw.rawPayload
    const book = await readXlsx(await get(report.snapshotBook))
    expect(book.sheets.map(({ name }) => name)).toEqual(['乡村e镇建设月报', '口径与说明'])
    expect(book.sheets[0]?.rows.find((row) => row[0] === '本月网络零售额')?.slice(0, 4)).toEqual([
      '本月网络零售额',
      1,
      '万元',
      '由明细计算',
    ])
    const word = await at.office(report.snapshotDocument, { params: { report: id, number: '1' } })
    const parts = await unzipped(word.raw.rawPayload)
    const text = parts.get('word/document.xml')?.toString() ?? ''
    expect(text).toContain('本月网络零售额')
    expect(text).toContain(
      'descr="柱状图：本月网络零售额（万元），按日，2天有数；最高2026年10月5日0.90万元，合计1.00万元。"',
    )
    const [picture] = [...parts].flatMap(([name, bytes]) =>
      /^word\/media\/.*png$/.test(name) ? [bytes] : [],
    )
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'png', width: 1240 })
    const paper = await at.office(report.snapshotPaper, { params: { report: id, number: '1' } })
    expect(paper.raw.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  })
})
