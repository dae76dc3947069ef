import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { decideInside, insideRings, type Point, type Ring } from './inside-boundary.ts'

type Case = {
  说明: string
  范围: '无' | { 名单?: string[]; 界线?: [number, number][][] }
  主体: { 村?: string; 坐标?: [number, number]; 认定?: { 在: boolean; 理由: string } }
  判定: '在' | '不在' | '未定'
  依据?: string
}
const cases: Case[] = parse(readFileSync(new URL('./cases/inside-boundary.yaml', import.meta.url), 'utf8'))

test.each(cases)('$说明', ({ 范围, 主体, 判定, 依据 = 'unknown' }) => {
  const boundary = 范围 === '无' ? undefined : { places: 范围.名单 ?? [], rings: 范围.界线 ?? [] }
  const verdict = decideInside(
    {
      placeCode: 主体.村 ?? null,
      point: 主体.坐标 === undefined ? null : { lon: 主体.坐标[0], lat: 主体.坐标[1] },
      byPerson: 主体.认定 === undefined ? null : { inside: 主体.认定.在, reason: 主体.认定.理由 },
    },
    boundary,
  )
  const inside = { 在: true, 不在: false, 未定: null }[判定]
  expect(verdict).toEqual({ inside, basis: 依据, reason: 主体.认定?.理由 ?? null })
})

describe('a line, whatever it is', () => {
  const degrees = fc.integer({ min: 0, max: 40 }).map((n) => 110 + n / 8)
  const corner = fc.tuple(degrees, degrees)
  const ring = fc.array(corner, { minLength: 3, maxLength: 9 })
  const point = corner.map(([lon, lat]): Point => ({ lon, lat }))

  test('does not care where it begins or which way it runs', () =>
    fc.assert(
      fc.property(ring, point, fc.nat(), (line: Ring, at, turn) => {
        const n = turn % line.length
        const expected = insideRings(at, [line])
        expect(insideRings(at, [[...line.slice(n), ...line.slice(0, n)]])).toBe(expected)
        expect(insideRings(at, [line.toReversed()])).toBe(expected)
      }),
    ))

  test('holds its corners and what lies halfway between two of them', () =>
    fc.assert(
      fc.property(ring, (line) => {
        line.forEach(([lon, lat], i) => {
          const [nextLon, nextLat] = line[(i + 1) % line.length] ?? [lon, lat]
          expect(insideRings({ lon, lat }, [line])).toBe(true)
          expect(insideRings({ lon: (lon + nextLon) / 2, lat: (lat + nextLat) / 2 }, [line])).toBe(true)
        })
      }),
    ))

  test('holds nothing beyond its outermost corners', () =>
    fc.assert(
      fc.property(ring, degrees, (line, lat) => {
        const east = Math.max(...line.map(([lon]) => lon))
        expect(insideRings({ lon: east + 0.000_001, lat }, [line])).toBe(false)
      }),
    ))

  test('of a triangle agrees with the side the point lies on, seen from each of its edges', () =>
    fc.assert(
      fc.property(corner, corner, corner, point, (a, b, c, at) => {
        const side = ([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]) =>
          Math.sign((x2 - x1) * (at.lat - y1) - (y2 - y1) * (at.lon - x1))
        fc.pre((b[0] - a[0]) * (c[1] - a[1]) !== (b[1] - a[1]) * (c[0] - a[0]))
        const sides = [side(a, b), side(b, c), side(c, a)]
        const expected = !(sides.includes(1) && sides.includes(-1))
        expect(insideRings(at, [[a, b, c]])).toBe(expected)
      }),
    ))
})
