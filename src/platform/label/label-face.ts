import { fileURLToPath } from 'node:url'
import QRCode from 'qrcode'

/** 标签 What stands on one label: the same lines on all of a run, and its own code. */
export type LabelFace = {
  /** 品名、规格、生产者、批次: readable without a phone, as the seed-label rule of 2016 has it. */
  readonly lines: readonly string[]
}

/** `face`: lines of its own, where the labels of a run are not all alike. */
export type LabelCode = { readonly link: string; readonly serial: string; readonly face?: LabelFace }

/** 50 × 30 mm, the small label of the trade. */
export const LABEL_MM = { width: 50, height: 30 } as const

export const FONT_FILE = fileURLToPath(
  new URL('../fonts/NotoSansHans-Regular.otf', import.meta.resolve('@embedpdf/fonts-sc')),
)

/** The dark modules of a code, row by row, without the quiet zone. */
export type QrModules = { readonly size: number; readonly dark: (x: number, y: number) => boolean }

/** Level M: a fifteenth of the code may be scratched away. A fixed mask costs a third of the time of trying all eight. */
export function qrOf(link: string): QrModules {
  const { modules } = QRCode.create(link, { errorCorrectionLevel: 'M', maskPattern: 2 })
  const { size, data } = modules
  return { size, dark: (x, y) => data[y * size + x] === 1 }
}

/** `7K2M9 QX04B`: two halves are easier to read out. */
export const spacedSerial = (serial: string): string => `${serial.slice(0, 5)} ${serial.slice(5)}`
