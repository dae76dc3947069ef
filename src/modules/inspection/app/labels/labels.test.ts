import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { inflateSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { readBarcodes } from 'zxing-wasm/reader'
import { keysOf } from '#kernel/keys'
import { prepareDecoder } from '#test/decoder'
import { qrOf } from '#trace'
import { SHEET_SIZES } from '../../contract/index.ts'
import { type Dots, dotsOf, printerFile, tsplOf, zplOf } from './dots.ts'
import type { Face, Mark } from './face.ts'
import { type CertificateFacts, facesFor, type TestFacts } from './faces.ts'
import { pdfOf } from './pdf.ts'

beforeAll(prepareDecoder)

const test1: TestFacts = {
  product: '宁脆苹果',
  producer: '大宁县隆泰果业有限公司',
  lotCode: '20261112-01',
  said: '快筛阴性 抑制率 40.0 %',
  method: 'GB/T 5009.199-2003',
  warnings: ['扩展基质，仅供参考'],
  rapid: true,
  on: '2026年11月21日',
  number: 'T223-7K2M-9QX4-B',
  link: 'https://trace.example.cn/01/02000100000014/10/20261112-01',
}
const certificate = (n: number): CertificateFacts => ({
  title: '承诺达标合格证',
  product: '宁脆苹果',
  quantity: '100 千克',
  origin: '山西省临汾市大宁县太古塬',
  subject: '大宁县隆泰果业有限公司',
  contact: '13800001234',
  promise: '我承诺生产销售的食用农产品未使用禁用农药、兽药及其他化合物；使用的常规农药、兽药残留不超标。',
  bases: [
    { text: '质量安全控制符合要求', ticked: true },
    { text: '自行检测合格', ticked: false },
    { text: '委托检测合格', ticked: false },
  ],
  issuedOn: '2026年11月22日',
  number: 'C223-7K2M-9QX4-B',
  box: { n, of: 2 },
  link: `https://trace.example.cn/hgz/C2237K2M9QX4B.${n}`,
  voided: false,
})
const LINKS = [test1.link, certificate(1).link, certificate(2).link]
const faces = (size: keyof typeof SHEET_SIZES) => facesFor(size, test1, [certificate(1), certificate(2)])
const texts = ({ marks }: Face) => marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])).join('')
const codesOf = ({ marks }: Face) =>
  marks.filter((mark): mark is Extract<Mark, { kind: 'qr' }> => mark.kind === 'qr')

async function readFrom(
  width: number,
  height: number,
  black: (x: number, y: number) => boolean,
): Promise<string[]> {
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let i = 0; i < width * height; i++)
    if (black(i % width, Math.floor(i / width))) data.fill(0, i * 4, i * 4 + 3)
  const found = await readBarcodes({ data, width, height, colorSpace: 'srgb' }, { formats: ['QRCode'] })
  return found.map((one) => one.text)
}
const readDots = ({ width, height, rowBytes, bits }: Dots, black = 1) =>
  readFrom(width, height, (x, y) => (((bits[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === black)

describe('双标签', () => {
  test.each(['50x30', '100x70'] as const)(
    '%s 标签机点阵由真解码器读回，检测标签与合格证一起出来',
    async (size) => {
      const read: string[] = []
      for (const face of faces(size)) read.push(...(await readDots(await dotsOf(face))))
      expect(read).toEqual(LINKS)
    },
  )
  test('TSPL 说多少字节就有多少，0 为黑；ZPL 展开后是同样的点', async () => {
    const [face] = faces('50x30')
    if (face === undefined) throw new Error('no face')
    const dots = await dotsOf(face)
    const file = tsplOf(dots)
    const head = `BITMAP 0,0,${dots.rowBytes},${dots.height},0,`
    const start = file.indexOf(head) + head.length
    const sent = file.subarray(start, start + dots.rowBytes * dots.height)
    expect(file.subarray(start + sent.length).toString('latin1')).toBe('\r\nPRINT 1,1\r\n')
    expect(await readDots({ ...dots, bits: sent }, 0)).toEqual([test1.link])
    const [, packed = ''] = /\^GFA,\d+,\d+,\d+,([^^]*)\^FS/.exec(zplOf(dots).toString('latin1')) ?? []
    const digits = dots.rowBytes * 2
    let hex = ''
    for (let at = 0; at < packed.length; )
      if (packed[at] === ':') {
        hex += hex.slice(-digits)
        at += 1
      } else {
        hex += packed.slice(at, at + digits)
        at += digits
      }
    expect(Buffer.from(hex, 'hex').equals(Buffer.from(dots.bits))).toBe(true)
    expect((await buffer(printerFile('zpl', faces('50x30')))).toString('latin1').match(/\^XA/g)).toHaveLength(
      3,
    )
  })
  test.each(keysOf(SHEET_SIZES))('%s PDF 一份里两种标签都有，码能读回', async (size) => {
    const pdf = (await buffer(pdfOf(faces(size), 'x'))).toString('latin1')
    expect(pdf).toContain('/ToUnicode')
    const pages = size === 'a4' || size === 'a5' ? 2 : 3
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(pages)
    const streams = [...pdf.matchAll(/stream\r?\n([\s\S]*?)endstream/g)].flatMap(([, body = '']) => {
      try {
        return [inflateSync(Buffer.from(body, 'latin1')).toString('latin1')]
      } catch {
        return []
      }
    })
    const images = streams.flatMap((one) => [
      ...one.matchAll(/cm\s+BI \/W (\d+) \/H \d+ .*? ID ([0-9a-f]+)>/g),
    ])
    const read = await Promise.all(
      images.map(([, width = '', hex = '']) => {
        const n = Number(width)
        const digits = hex.length / n
        const dark = (x: number, y: number): boolean =>
          x >= 0 &&
          y >= 0 &&
          x < n &&
          y < n &&
          (Number.parseInt(hex[y * digits + (x >> 2)] ?? '0', 16) & (8 >> (x & 3))) !== 0
        return readFrom((n + 8) * 4, (n + 8) * 4, (x, y) =>
          dark(Math.floor(x / 4) - 4, Math.floor(y / 4) - 4),
        )
      }),
    )
    expect(new Set(read.flat())).toEqual(new Set(LINKS))
  })
  test.each(keysOf(SHEET_SIZES))('%s 二维码不小于 2 平方厘米，四周留白，旁边有“承诺达标合格证”', (size) => {
    for (const face of faces(size))
      for (const mark of codesOf(face)) {
        const modules = qrOf(mark.link).size
        // A label printer rounds a module down to whole dots of an eighth of a millimetre.
        const printed = (Math.floor((mark.side * 8) / modules) * modules) / 8
        expect(printed * printed).toBeGreaterThanOrEqual(200)
        const quiet = (4 * mark.side) / modules
        const room = face.marks.every(
          (other) =>
            other === mark ||
            other.x >= mark.x + mark.side + Math.min(quiet, 2) ||
            other.y >= mark.y + mark.side + Math.min(quiet, 2) ||
            other.y + (other.kind === 'qr' ? other.side : other.size) <= mark.y - Math.min(quiet, 2) ||
            mark.x >= other.x + 1_000,
        )
        expect(room).toBe(true)
        expect(mark.x).toBeGreaterThanOrEqual(2)
        expect(mark.y).toBeGreaterThanOrEqual(2)
      }
    const [first] = facesFor(size, undefined, [certificate(1)])
    const title = first?.marks.find((mark) => mark.kind === 'text' && mark.text === '承诺达标合格证')
    const [code] = first === undefined ? [] : codesOf(first)
    expect(title?.x).toBeGreaterThan((code?.x ?? 0) + (code?.side ?? 0))
    expect(title?.y).toBeLessThan((code?.y ?? 0) + (code?.side ?? 0))
  })
  test.each(keysOf(SHEET_SIZES))('%s 字不出纸', (size) => {
    for (const { marks, width, height } of faces(size))
      for (const mark of marks) {
        expect(mark.y + (mark.kind === 'qr' ? mark.side : mark.size)).toBeLessThanOrEqual(height)
        expect(mark.x).toBeLessThan(width)
      }
  })
  test('大标签和纸上各栏齐全，小标签有名称、日期、编号', () => {
    for (const size of ['100x70', 'a5', 'a4'] as const) {
      const said = faces(size).map(texts).join('\n')
      for (const shown of [
        '产品名称',
        '数量（重量）',
        '产地',
        '承诺主体',
        '联系方式',
        '开具时间',
        '☑质量安全控制符合要求',
        '□自行检测合格',
        '第 2 箱 / 共 2 箱',
        '快筛阴性',
        '仅供参考',
      ])
        expect(said.replaceAll('\n', '')).toContain(shown)
      expect(said).toContain('我承诺')
    }
    const small = faces('50x30').map(texts).join('')
    for (const shown of ['承诺达标合格证', '宁脆苹果', '2026年11月22日', '追溯检测标签', '快筛阴性'])
      expect(small).toContain(shown)
  })
  test('作废的印出来就写着已作废', () => {
    const [face] = facesFor('50x30', undefined, [{ ...certificate(1), voided: true }])
    expect(face && texts(face)).toContain('已作废')
  })
})

test('任何地方都不说“未检出”或“农残合格”', () => {
  const room = join(import.meta.dirname, '../..')
  const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(ts|tsx|yaml)$/.test(file) && !file.includes('.test.'),
  )
  expect(files.length).toBeGreaterThan(60)
  const banned = ['未检出', '农残合格', '农药残留合格']
  expect(
    files.filter((file) => banned.some((word) => readFileSync(join(room, file), 'utf8').includes(word))),
  ).toEqual([])
})
