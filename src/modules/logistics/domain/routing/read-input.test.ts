import { expect, test } from 'vitest'
import { readRouteInput } from './read-input.ts'

const good = {
  jobs: [
    { id: 1, location_index: 1, delivery: [3, 1] },
    { id: 2, location_index: 0, pickup: [1, 0], time_windows: [[5, 9]] },
  ],
  shipments: [
    { amount: [1, 1], pickup: { id: 1, location_index: 0 }, delivery: { id: 1, location_index: 1 } },
  ],
  vehicles: [{ id: 1, start_index: 0, capacity: [9, 9] }],
  matrices: {
    car: {
      durations: [
        [0, 5],
        [6, 0],
      ],
    },
  },
}
const said = (change: object): string[] => {
  const read = readRouteInput({ ...good, ...change })
  return read.ok
    ? []
    : read.refused.map(
        (r) => `${r.code.replace('logistics.route_', '')} ${r.en.split(' ')[0]?.replace(/:$/, '')}`,
      )
}

test('a good request is read', () => expect(said({})).toEqual([]))

test.each([
  ['not a list', { jobs: 5 }, ['shape jobs']],
  ['no id', { jobs: [{ location_index: 1 }] }, ['missing jobs[0].id']],
  [
    'a negative amount',
    { jobs: [{ id: 1, location_index: 1, delivery: [-1, 0] }] },
    ['whole jobs[0].delivery[0]'],
  ],
  [
    'half a kilogram',
    { jobs: [{ id: 1, location_index: 1, delivery: [0.5, 0] }] },
    ['whole jobs[0].delivery[0]'],
  ],
  [
    'one amount too few',
    {
      jobs: [
        { id: 1, location_index: 1, delivery: [1, 2] },
        { id: 2, location_index: 1, pickup: [1] },
      ],
    },
    ['amounts jobs[1].pickup'],
  ],
  [
    'a window the wrong way round',
    {
      jobs: [
        {
          id: 1,
          location_index: 1,
          time_windows: [
            [1, 2],
            [9, 5],
          ],
        },
      ],
    },
    ['window jobs[0].time_windows[1]'],
  ],
  [
    'the same id twice',
    {
      jobs: [
        { id: 1, location_index: 1 },
        { id: 1, location_index: 0 },
      ],
    },
    ['duplicate jobs[1].id'],
  ],
  ['a place that is not there', { jobs: [{ id: 1, location_index: 2 }] }, ['place jobs[0].location_index']],
  ['no place', { jobs: [{ id: 1 }] }, ['place_missing jobs[0]']],
  ['no vehicle', { vehicles: [] }, ['missing vehicles']],
  ['neither start nor end', { vehicles: [{ id: 1 }] }, ['no_ends vehicles[0]']],
  [
    'a profile without matrix',
    { vehicles: [{ id: 1, start_index: 0, profile: 'truck' }] },
    ['profile vehicles[0].profile'],
  ],
  [
    'a row too short',
    { matrices: { car: { durations: [[0, 5], [6]] } } },
    ['matrix_size matrices.car.durations[1]'],
  ],
  [
    'a shifted matrix',
    {
      matrices: {
        car: {
          durations: [
            [5, 0],
            [0, 0],
          ],
        },
      },
    },
    ['matrix_diagonal matrices.car.durations[0][0]'],
  ],
  [
    'no matrix',
    { matrices: undefined },
    [
      'missing matrices',
      'profile vehicles[0].profile',
      'place jobs[0].location_index',
      'place jobs[1].location_index',
      'place shipments[0].pickup.location_index',
      'place shipments[0].delivery.location_index',
      'place vehicles[0].start_index',
    ],
  ],
  [
    'a step to nowhere',
    { vehicles: [{ id: 1, start_index: 0, steps: [{ type: 'job', id: 9 }] }] },
    ['step vehicles[0].steps[0]'],
  ],
  ['a misspelt field, read strictly', { options: { strict: true, sed: 1 } }, ['unknown_key options.sed']],
  [
    'fifty thousand jobs',
    { jobs: Array.from({ length: 50_000 }, (_, id) => ({ id, location_index: 1 })) },
    ['too_large jobs'],
  ],
] as const)('%s is refused with its path', (_, change, refused) => expect(said(change)).toEqual(refused))

test('everything wrong is said at once', () => {
  expect(said({ jobs: [{ id: 1 }], vehicles: [{ id: 1, speed_factor: 0 }] })).toHaveLength(3)
})

test('what is no request is refused, not thrown', () => {
  for (const x of [null, 5, 'x', [], { jobs: {}, vehicles: 'x', matrices: [] }])
    expect(readRouteInput(x).ok).toBe(false)
})
