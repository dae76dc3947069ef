import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { buffer } from 'node:stream/consumers'
import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { DOTS, labelPainter, ROW_BYTES } from './bitmap.ts'
import { pdfSheet } from './pdf-sheet.ts'
import { printerFile, tsplOf, zplOf } from './printer-languages.ts'

// Its own way to the file would be the network.
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } })

const face = { lines: ['宁脆苹果', '80 果 5 千克/箱', '大宁县隆泰果业有限公司', '批次 20260915-01'] }
const codes = ['7K2M9QX04B', 'ZZZZZ00000', '0123456789'].map((serial) => ({
  serial,
  link: `https://trace.example.cn/01/02000100000014/10/20260915-01/21/${serial}`,
}))

/** What a real decoder reads from a grey picture. */
async function readFrom(width: number, height: number, black: (x: number, y: number) => boolean) {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let i = 0; i < width * height; i++)
    data
      .fill(black(i % width, Math.floor(i / width)) ? 0 : 255, i * 4, i * 4 + 3)
      .fill(255, i * 4 + 3, i * 4 + 4)
  const found = await readBarcodes({ data, width, height, colorSpace: 'srgb' }, { formats: ['QRCode'] })
  return found.map((one) => one.text)
}

const dotAt = (bitmap: Uint8Array) => (x: number, y: number) =>
  ((bitmap[y * ROW_BYTES + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0

/** Undoes what zplOf shortens. */
function zplBitmap(text: string): Uint8Array {
  const [, bytes = '', rowBytes = '', data = ''] = /\^GFA,(\d+),\d+,(\d+),([^^]*)\^FS/.exec(text) ?? []
  const digits = Number(rowBytes) * 2
  let hex = ''
  let row = ''
  for (const char of data) {
    if (char === ':') hex += hex.slice(-digits)
    else if (char === ',') {
      hex += row.padEnd(digits, '0')
      row = ''
    } else {
      row += char
      if (row.length === digits) {
        hex += row
        row = ''
      }
    }
  }
  expect(hex.length / 2).toBe(Number(bytes))
  return Buffer.from(hex, 'hex')
}

describe('标签 labels, read back by a decoder', () => {
  test.each(codes)('the bitmap of $serial', async (code) => {
    const paint = await labelPainter(face)
    const label = paint(code)
    expect(await readFrom(DOTS.width, DOTS.height, dotAt(label))).toEqual([code.link])
    const dark = label.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)
    // Text stands beside the code: more than the code alone has.
    const bare = (await labelPainter({ lines: [] }))(code)
    expect(dark).toBeGreaterThan(
      bare.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0) + 800,
    )
  })
  test('TSPL says so many bytes as it sends, with black as 0', async () => {
    const paint = await labelPainter(face)
    const [code] = codes
    if (code === undefined) throw new Error('no code')
    const file = tsplOf(paint(code))
    const start = file.indexOf('BITMAP 0,0,50,240,0,') + 'BITMAP 0,0,50,240,0,'.length
    const sent = file.subarray(start, start + ROW_BYTES * DOTS.height)
    expect(file.subarray(start + sent.length).toString('latin1')).toBe('\r\nPRINT 1,1\r\n')
    expect(await readFrom(DOTS.width, DOTS.height, (x, y) => !dotAt(sent)(x, y))).toEqual([code.link])
  })
  test('ZPL unpacks to the same dots', async () => {
    const paint = await labelPainter(face)
    for (const code of codes) {
      const label = paint(code)
      expect(Buffer.from(zplBitmap(zplOf(label).toString('latin1'))).equals(Buffer.from(label))).toBe(true)
    }
    const whole = (await buffer(printerFile('zpl', face, codes))).toString('latin1')
    expect(whole.match(/\^XA/g)).toHaveLength(3)
  })
  test('PDF: every code of the sheet, in its own place, with Chinese that can be copied', async () => {
    const many = Array.from({ length: 40 }, (_, i) => ({
      serial: String(1_000_000_000 + i),
      link: `https://trace.example.cn/01/02000100000014/10/20260915-01/21/${1_000_000_000 + i}`,
    }))
    const pdf = await buffer(pdfSheet(face, many))
    const text = pdf.toString('latin1')
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(2)
    expect(text).toContain('/ToUnicode')
    const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)endstream/g)].flatMap(([, body = '']) => {
      try {
        return [inflateSync(Buffer.from(body, 'latin1')).toString('latin1')]
      } catch {
        return []
      }
    })
    const images = streams.flatMap((one) => [
      ...one.matchAll(/cm\s+BI \/W (\d+) \/H \d+ .*? ID ([0-9a-f]+)>/g),
    ])
    expect(images).toHaveLength(40)
    const read = await Promise.all(
      images.map(([, width = '', hex = '']) => {
        const size = Number(width)
        const bytes = Buffer.from(hex, 'hex')
        const row = Math.ceil(size / 8)
        const [scale, quiet] = [4, 16]
        return readFrom(size * scale + 2 * quiet, size * scale + 2 * quiet, (x, y) => {
          const [mx, my] = [Math.floor((x - quiet) / scale), Math.floor((y - quiet) / scale)]
          const inside = mx >= 0 && my >= 0 && mx < size && my < size
          return inside && ((bytes[my * row + (mx >> 3)] ?? 0) & (0x80 >> (mx & 7))) !== 0
        })
      }),
    )
    expect(read.flat().toSorted()).toEqual(many.map((one) => one.link).toSorted())
  })
})
