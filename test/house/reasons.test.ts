import { expect, test } from 'vitest'
import { z } from 'zod'
import { rooms } from '../../src/server/rooms.ts'

/** What a person types as a reason goes into the audit as typed: no room may take one with a personal number in it. */
const WITH_A_PHONE = '按13800138000来电办理，已核实'

/** Fields of what an endpoint takes that are a reason by their name. */
function reasonsIn(schema: z.ZodType | undefined): readonly z.ZodType[] {
  if (!(schema instanceof z.ZodObject)) return []
  const fields: readonly [string, unknown][] = Object.entries(schema.shape)
  return fields.flatMap(([name, field]) => {
    if (!(field instanceof z.ZodType)) return []
    return /(^|[a-z])[rR]eason$/.test(name) ? [field] : reasonsIn(field)
  })
}

const taking = rooms.flatMap((room) =>
  room.routes.flatMap(({ endpoint }) =>
    [endpoint.body, endpoint.query].flatMap((part) =>
      reasonsIn(part).map((schema) => ({ id: endpoint.id, schema })),
    ),
  ),
)

test('are asked for in many places', () => expect(taking.length).toBeGreaterThan(10))

test('none takes a personal number, in any room', () => {
  const wrong = taking.filter(({ schema }) => schema.safeParse(WITH_A_PHONE).success)
  expect(wrong.map(({ id }) => id)).toEqual([])
})

test('a room that would is found', () =>
  expect(reasonsIn(z.strictObject({ reason: z.string() }))[0]?.safeParse(WITH_A_PHONE).success).toBe(true))
