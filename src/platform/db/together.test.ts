import { expect, test } from 'vitest'
import { together } from './together.ts'

/** A question whose statements are answered when the test says so. */
function slow(atOnce = 1, most = 100) {
  const sent: { readonly keys: readonly number[]; end(failure?: Error): void }[] = []
  const ask = together<number, string>(
    (keys) =>
      new Promise((resolve, reject) => {
        sent.push({
          keys,
          end: (failure) => (failure ? reject(failure) : resolve(keys.map((key) => `of ${key}`))),
        })
      }),
    { atOnce, most },
  )
  return { ask, sent }
}
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('who asks alone is asked for at once; who comes meanwhile shares the next statement, each with its own answer', async () => {
  const { ask, sent } = slow()
  const answers = [1, 2, 3].map(ask)
  expect(sent.map(({ keys }) => keys)).toEqual([[1]])
  sent[0]?.end()
  await settle()
  expect(sent.map(({ keys }) => keys)).toEqual([[1], [2, 3]])
  sent[1]?.end()
  expect(await Promise.all(answers)).toEqual(['of 1', 'of 2', 'of 3'])
})

test('nobody is answered by a statement that was already on its way', async () => {
  const { ask, sent } = slow()
  const first = ask(7)
  const second = ask(7)
  sent[0]?.end()
  await first
  await settle()
  expect(sent).toHaveLength(2)
  sent[1]?.end()
  expect(await second).toBe('of 7')
})

test('a statement that fails fails those who shared it, and nobody after them', async () => {
  const { ask, sent } = slow(2, 2)
  const answers = [1, 2, 3, 4, 5].map((key) => ask(key).catch((error: Error) => error.message))
  expect(sent.map(({ keys }) => keys)).toEqual([[1], [2]])
  sent[0]?.end(new Error('gone'))
  await settle()
  expect(sent.map(({ keys }) => keys)).toEqual([[1], [2], [3, 4]])
  sent[1]?.end()
  sent[2]?.end(new Error('gone too'))
  await settle()
  sent[3]?.end()
  expect(await Promise.all(answers)).toEqual(['gone', 'of 2', 'gone too', 'gone too', 'of 5'])
})
