import { expect, test } from 'vitest'
import { proveMachine } from '#kernel/machine'
import { BATCH } from './batch.ts'

test('every state of an import can be reached, and leads to an end', () => {
  expect(proveMachine(BATCH)).toEqual([])
})
