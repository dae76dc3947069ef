import { expect, test } from 'vitest'
import { html } from './html.ts'

test('what people typed is escaped, what the template made is not', () => {
  const typed = `<img src=x onerror="a('b')">&`
  expect(html`<p title="${typed}">${[html`<b>${typed}</b>`, 3n, undefined, false]}</p>`.safe).toBe(
    '<p title="&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;"><b>&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;</b>3</p>',
  )
})

test('a piece that only looks safe is escaped', () => {
  expect(html`${JSON.stringify({ safe: '<b>' })}`.safe).not.toContain('<b>')
})
