import { expect, test } from 'vitest'
import { securityHeaders } from './security-headers.ts'

test('a page runs our scripts only, in nobody’s frame; over https it never comes without again', () => {
  const plain = securityHeaders(false)
  expect(plain['content-security-policy']).toBe(
    "default-src 'self';base-uri 'self';font-src 'self' https: data:;form-action 'self';frame-ancestors 'self';img-src 'self' data: blob:;object-src 'none';script-src 'self';script-src-attr 'none';style-src 'self' 'unsafe-inline'",
  )
  expect(plain).not.toHaveProperty('strict-transport-security')
  const secure = securityHeaders(true)
  expect(secure['content-security-policy']).toMatch(/;upgrade-insecure-requests$/)
  expect(secure['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
})
