import { encodeGb18030 } from './gb18030.ts'

/** 编码 utf-16le is what Excel's "Unicode text" is saved in, with its mark. */
export type FileEncoding = 'gb18030' | 'utf-8-bom' | 'utf-8' | 'utf-16le'

export type Encoder = { readonly mark: Buffer; encode(text: string): Buffer }

export const ENCODERS: Record<FileEncoding, Encoder> = {
  gb18030: { mark: Buffer.alloc(0), encode: encodeGb18030 },
  'utf-8': { mark: Buffer.alloc(0), encode: (text) => Buffer.from(text, 'utf8') },
  'utf-8-bom': { mark: Buffer.from([0xef, 0xbb, 0xbf]), encode: (text) => Buffer.from(text, 'utf8') },
  'utf-16le': { mark: Buffer.from([0xff, 0xfe]), encode: (text) => Buffer.from(text, 'utf16le') },
}
