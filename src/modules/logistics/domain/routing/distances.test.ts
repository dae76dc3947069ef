import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bdFromGcj, gcjFromBd, gcjFromWgs, type Location, toWgs, wgsFromGcj } from './coordinates.ts'
import { FieldReader } from './fields.ts'
import { quickestFrom, type RoadGraph, readRoadGraph, roadMatrix } from './road-graph.ts'
import { metresBetween, TERRAINS } from './straight.ts'

describe('坐标系', () => {
  // Published pairs: the Tiananmen example of Baidu's converter, and a point of the open coordtransform library's tests.
  test.each([
    ['wgs84 → gcj02', gcjFromWgs, [116.404, 39.915], [116.410_244_499, 39.916_404_282]],
    ['gcj02 → bd09', bdFromGcj, [116.404, 39.915], [116.410_369_492_7, 39.921_336_993_5]],
    ['bd09 → gcj02', gcjFromBd, [116.404, 39.915], [116.397_627_287, 39.908_656_739]],
  ] as const)('%s', (_, turn, from, to) => {
    const [lon, lat] = turn(from)
    expect(lon).toBeCloseTo(to[0], 6)
    expect(lat).toBeCloseTo(to[1], 6)
  })
  test('there and back is less than a centimetre, all over China', () => {
    const place = fc.tuple(
      fc.double({ min: 74, max: 135, noNaN: true }),
      fc.double({ min: 18, max: 53, noNaN: true }),
    )
    fc.assert(
      fc.property(place, (wgs) => {
        expect(metresBetween(wgsFromGcj(gcjFromWgs(wgs)), wgs)).toBeLessThan(0.01)
        // Baidu's own shift has no exact inverse; its published way back is good to a metre.
        expect(metresBetween(toWgs(bdFromGcj(gcjFromWgs(wgs)), 'bd09'), wgs)).toBeLessThan(1)
      }),
    )
  })
  test('the shift is hundreds of metres; outside China there is none', () => {
    const daning: Location = [110.75, 36.46]
    expect(metresBetween(gcjFromWgs(daning), daning)).toBeGreaterThan(300)
    expect(gcjFromWgs([2.35, 48.85])).toEqual([2.35, 48.85])
  })
})

const read = (graph: object): { graph: RoadGraph; refused: readonly string[] } => {
  const reader = new FieldReader(true)
  const made = readRoadGraph(reader, graph, 'distances.roads', 'wgs84', TERRAINS.hill)
  return { graph: made, refused: reader.refused.map((r) => `${r.code} ${r.pointer}`) }
}

describe('路网', () => {
  const nodes = [
    [110, 36],
    [110.1, 36],
    [110.1, 36.1],
    [111, 37],
  ]
  test('the quick way round a closed bridge', () => {
    const edges = [
      { from: 0, to: 1, metres: 5_000, seconds: 300 },
      { from: 1, to: 2, metres: 4_000, seconds: 200 },
      { from: 0, to: 2, metres: 3_000, seconds: 100, closed: true },
    ]
    const { graph, refused } = read({ nodes, edges })
    expect(refused).toEqual([])
    const places = nodes.map(([lon = 0, lat = 0]) => [lon, lat] as const)
    const { size, durations, distances } = roadMatrix(graph, places, TERRAINS.hill)
    expect([size, durations[2], distances?.[2], durations[2 * 4], durations[3]]).toEqual([
      4, 500, 9000, 500, -1,
    ])
  })
  test('one-way streets are driven one way', () => {
    const { graph } = read({ nodes, edges: [{ from: 0, to: 1, one_way: true, seconds: 60 }] })
    expect([quickestFrom(graph, 0).seconds[1], quickestFrom(graph, 1).seconds[0]]).toEqual([60, Infinity])
  })
  test('a place beside the road is joined to it', () => {
    const { graph } = read({ nodes, edges: [{ from: 0, to: 1, seconds: 60, metres: 900 }] })
    const { durations } = roadMatrix(
      graph,
      [
        [110, 36.001],
        [110.1, 36],
      ],
      TERRAINS.hill,
    )
    expect(durations[1]).toBe(60 + Math.round((111.195 * 1.4 * 3.6) / 35))
  })
  test('what is wrong is said with its path', () => {
    expect(
      read({
        nodes: [[200, 0]],
        edges: [
          { from: 0, to: 7 },
          { to: 0, speed: 4 },
        ],
      }).refused,
    ).toEqual([
      'logistics.route_number /distances/roads/nodes/0/0',
      'logistics.route_whole /distances/roads/edges/0/to',
      'logistics.route_unknown_key /distances/roads/edges/1/speed',
      'logistics.route_missing /distances/roads/edges/1/from',
    ])
  })
  test('no way is quicker than the quickest, whatever the roads (Bellman)', () => {
    const edge = fc.record({
      from: fc.nat({ max: 5 }),
      to: fc.nat({ max: 5 }),
      seconds: fc.nat({ max: 50 }),
      one_way: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 14 }), (edges) => {
        const { graph } = read({ nodes: [0, 1, 2, 3, 4, 5].map((i) => [110 + i / 100, 36]), edges })
        const slow = new Array<number>(6).fill(Infinity)
        slow[0] = 0
        for (let round = 0; round < 6; round++)
          for (const { from, to, seconds, one_way } of edges) {
            slow[to] = Math.min(slow[to] ?? 0, (slow[from] ?? 0) + seconds)
            if (!one_way) slow[from] = Math.min(slow[from] ?? 0, (slow[to] ?? 0) + seconds)
          }
        expect([...quickestFrom(graph, 0).seconds]).toEqual(slow)
      }),
    )
  })
})
