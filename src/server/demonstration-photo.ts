import sharp from 'sharp'

/** A scene with hills, a sky and a caption: drawn, and it says so, since a demonstration has no photos of anything real. */
export async function drawnPhoto(caption: string, seed: number): Promise<Buffer> {
  const [width, height] = [1200, 800]
  const hill = (top: number, colour: string): string => {
    const points = Array.from({ length: 13 }, (_, i) => {
      const y = top + 60 * Math.sin(i * 0.9 + seed + top) + 25 * Math.cos(i * 1.7 + seed)
      return `${i * 100},${Math.round(y)}`
    })
    return `<polygon points="0,${height} ${points.join(' ')} ${width},${height}" fill="${colour}"/>`
  }
  const dots = Array.from({ length: 70 }, (_, i) => {
    const x = (i * 173 + seed * 97) % width
    const y = 520 + ((i * 89 + seed * 31) % 200)
    return `<circle cx="${x}" cy="${y}" r="${9 + (i % 5)}" fill="${i % 3 === 0 ? '#c8352f' : '#3e7d3a'}"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="${width}" height="${height}" fill="#cfe4f2"/><circle cx="${900 + (seed % 5) * 40}" cy="150" r="70" fill="#f6d36b"/>
    ${hill(330, '#9bb9a0')}${hill(430, '#6f9c72')}${hill(520, '#4f8152')}${dots.join('')}
    <rect y="700" width="${width}" height="100" fill="#1c2420" opacity="0.75"/>
    <text x="40" y="765" font-size="44" fill="#fff" font-family="Noto Sans SC, Noto Sans CJK SC, sans-serif">演示画面 · ${caption}</text></svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer()
}
