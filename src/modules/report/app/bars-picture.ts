import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import type { Bars } from '../domain/bars.ts'

const FONT = fileURLToPath(
  new URL('../fonts/NotoSansHans-Regular.otf', import.meta.resolve('@embedpdf/fonts-sc')),
)
/** Twice what it is shown at, so that it prints sharply. */
export const PICTURE = { width: 1_240, height: 520 } as const
const PLOT = { left: 20, right: 1_220, top: 60, bottom: 450 } as const
const NAMED_MOST = 12

type Placed = { readonly text: string; readonly left: number; readonly top: number }

/** The bars as PNG. The font is our own file: a server has none for Chinese, and often none at all. */
export async function barsPicture({ label, unit, bars }: Bars): Promise<Buffer> {
  const most = Math.max(...bars.map(({ value }) => value))
  const step = (PLOT.right - PLOT.left) / bars.length
  const height = (value: number): number => (Math.max(value, 0) / most) * (PLOT.bottom - PLOT.top)
  const drawn = bars.map(
    ({ value }, i) =>
      `<rect x="${PLOT.left + i * step + 2}" y="${PLOT.bottom - height(value)}" width="${Math.max(step - 4, 2)}" height="${height(value)}"/>`,
  )
  const each = Math.ceil(bars.length / NAMED_MOST)
  const texts: readonly Placed[] = [
    { text: `${label}（${unit}），最高 ${most.toFixed(2)}`, left: PLOT.left, top: 10 },
    ...bars.flatMap(({ name }, i) =>
      i % each === 0 ? [{ text: name, left: PLOT.left + Math.round(i * step), top: PLOT.bottom + 14 }] : [],
    ),
  ]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE.width}" height="${PICTURE.height}">
    <rect width="100%" height="100%" fill="#fff"/><g fill="#1f7a54">${drawn.join('')}</g>
    <path d="M${PLOT.left} ${PLOT.bottom}H${PLOT.right}" stroke="#52605a" stroke-width="2"/></svg>`
  const written = await Promise.all(
    texts.map(async ({ text, left, top }) => ({
      input: await sharp({
        text: { text: escaped(text), fontfile: FONT, font: 'Noto Sans Hans 12', dpi: 144, rgba: true },
      })
        .png()
        .toBuffer(),
      left,
      top,
    })),
  )
  return sharp(Buffer.from(svg)).composite(written).png({ compressionLevel: 9 }).toBuffer()
}

/** Pango reads its text as markup. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
