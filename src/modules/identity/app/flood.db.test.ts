import { expect, test } from 'vitest'
import { makeAccount, PASSWORD } from '#test/account'
import { testServer } from '#test/server'

test('a flood of wrong sign-ins neither locks the right person out nor takes the connections from the rest', async () => {
  await using server = await testServer({ EZHEN_POOL: '4' })
  await makeAccount(server, 'right')
  const signIn = (name: string, password: string, from: string) =>
    server.app.inject({
      method: 'POST',
      url: '/api/identity/sign-in',
      remoteAddress: from,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ signIn: name, password }),
    })
  let over = false
  const flood = Promise.all(
    Array.from({ length: 300 }, (_, i) => signIn(i % 2 === 0 ? 'right' : `nobody-${i}`, 'wrong', '10.9.9.9')),
  ).then((replies) => {
    over = true
    return replies
  })
  let reads = 0
  while (!over) {
    expect((await server.app.inject('/api/identity/ways')).statusCode).toBe(200)
    reads += 1
  }
  const codes = new Set((await flood).map((r) => r.json().errors[0].code))
  expect([...codes].sort()).toEqual(expect.arrayContaining(['identity.locked', 'identity.wrong_sign_in']))
  expect(codes).not.toContain('http.busy')
  expect(reads).toBeGreaterThan(20)
  expect((await signIn('right', PASSWORD, '10.8.8.8')).statusCode).toBe(200)
})
