import { describe, expect, test } from 'vitest'
import { gb18030 } from '#test/gb18030'
import { fileKind } from './file-kind.ts'

const TEXT = '订单号,订单状态,商品\r\n260314-1,已收货,玉露香梨\r\n'
const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

describe('fileKind', () => {
  test.each([
    ['utf-8', Buffer.from(TEXT)],
    ['utf-8', Buffer.from(`\ufeff${TEXT}`)],
    ['utf-8', Buffer.from(TEXT).subarray(0, 1)],
    ['gb18030', gb18030(TEXT)],
    ['utf-16le', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['utf-16be', swapped(`\ufeff${TEXT}`)],
    ['utf-16le', Buffer.from(TEXT.repeat(9), 'utf16le')],
    ['utf-16be', swapped(TEXT.repeat(9))],
  ])('text in %s', (encoding, bytes) => {
    expect(fileKind(bytes)).toEqual({ kind: 'text', encoding })
  })

  test('a sample that ends within a character is still UTF-8', () => {
    const bytes = Buffer.from(TEXT)
    for (let cut = 3; cut < 12; cut++)
      expect(fileKind(bytes.subarray(0, cut))).toMatchObject({ encoding: 'utf-8' })
  })

  test.each([
    ['xlsx', [0x50, 0x4b, 3, 4]],
    ['xls', [0xd0, 0xcf, 0x11, 0xe0]],
  ])('a workbook: %s', (encoding, magic) => {
    expect(fileKind(Uint8Array.from(magic))).toEqual({ kind: 'workbook', encoding })
  })

  test.each([
    ['PDF', Buffer.from('%PDF-1.7')],
    ['HTML/XML', Buffer.from('\r\n<table><tr><td>订单号')],
    ['HTML/XML', Buffer.from('<html xmlns:x="urn:schemas-microsoft-com:office:excel">')],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8)],
    ['二进制文件 (binary)', Uint8Array.from({ length: 400 }, (_, i) => (i * 37) % 251)],
  ])('something else: %s', (looksLike, bytes) => {
    expect(fileKind(bytes)).toEqual({ kind: 'other', looksLike })
  })

  test.each([[''], [' \r\n\t\n']])('empty: %j', (text) => {
    expect(fileKind(Buffer.from(text))).toEqual({ kind: 'empty' })
  })
})
