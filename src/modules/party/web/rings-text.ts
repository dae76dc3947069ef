import type { BoundaryForm } from '#contract/party'

type Rings = BoundaryForm['rings']

/** A line as people paste it: one `lon,lat` a line, an empty line before the next ring. NaN where a number is none. */
export const ringsOf = (text: string): Rings =>
  text
    .split(/\n\s*\n/)
    .map((block) => block.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .map((lines) =>
      lines.map((line): [number, number] => {
        const [lon = '', lat = ''] = line.split(/[,，\s]+/).filter((part) => part !== '')
        return [Number(lon || Number.NaN), Number(lat || Number.NaN)]
      }),
    )

export const textOf = (rings: Rings): string =>
  rings.map((ring) => ring.map(([lon, lat]) => `${lon},${lat}`).join('\n')).join('\n\n')
