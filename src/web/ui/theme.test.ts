import { expect, test } from 'vitest'
import { type Colour, palette } from './theme.ts'

/** @source WCAG 2.2, relative luminance and contrast ratio */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const part = Number.parseInt(hex.slice(i, i + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: Colour, b: Colour): number {
  const [dark = 0, light = 0] = [luminance(palette[a]), luminance(palette[b])].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const READ: readonly [Colour, readonly Colour[]][] = [
  ['ink', ['paper', 'ground', 'sunk', 'pine-soft', 'honey-soft']],
  ['ink-soft', ['paper', 'ground', 'sunk', 'honey-soft']],
  ['ink-faint', ['paper', 'ground', 'sunk']],
  ['pine', ['paper', 'ground', 'sunk', 'pine-soft']],
  ['pine-deep', ['paper', 'ground', 'pine-soft']],
  ['honey', ['paper', 'ground', 'honey-soft']],
  ['good', ['paper', 'ground', 'good-soft']],
  ['bad', ['paper', 'ground', 'bad-soft']],
  ['wait', ['paper', 'ground', 'wait-soft']],
  ['paper', ['pine', 'pine-deep', 'bad']],
]

test.each(READ.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const)))(
  '%s is readable on %s',
  (text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
  },
)

test.each(['paper', 'ground'] as const)('the edge of an input is seen on %s', (ground) => {
  expect(contrast('edge', ground)).toBeGreaterThanOrEqual(3)
})

test('the measure itself: black on white is 21', () => {
  expect((luminance('#ffffff') + 0.05) / (luminance('#000000') + 0.05)).toBeCloseTo(21)
})
