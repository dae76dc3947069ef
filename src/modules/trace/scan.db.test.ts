import { gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Orchard, openOrchard } from '#test/orchard'
import { compressedAnswer } from './app/resolve-link.ts'
import { addPhoto, deriveLots, OTHER_KEYS, supervise } from './contract/index.ts'
import { primaryKeys } from './domain/gs1/application-identifier.ts'

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

let orchard: Orchard
let lot: { id: string; code: string }
/** Path of the first label: `/01/…/10/…/21/…`. */
let code: string
beforeAll(async () => {
  orchard = await openOrchard()
  lot = await orchard.lotOf('1000')
  const { sample } = await orchard.labelled(lot.id, 10)
  code = new URL(sample[0] ?? '').pathname
})
afterAll(() => orchard[Symbol.asyncDispose]())

const get = (url: string, headers: Record<string, string> = {}) =>
  orchard.server.app.inject({ url, headers: { 'accept-language': 'zh-CN', ...headers } })
const lotPath = () => `/01/${orchard.gtin}/10/${lot.code}`

describe('解析器 resolver', () => {
  test('leads a phone to the page, keeps its query, and says where the linkset is', async () => {
    const { statusCode, headers } = await get(`${code}?17=270101&from=wechat`)
    expect(statusCode).toBe(307)
    expect(headers.location).toBe(`/scan${code}?17=270101&from=wechat`)
    expect(headers.link).toMatch(/\?linkType=linkset>; rel="linkset"; type="application\/linkset\+json"/)
    expect(headers['access-control-allow-origin']).toBe('*')
    expect((await get(`${code}/`)).headers.location).toBe(`/scan${code}`)
    const head = await orchard.server.app.inject({ method: 'HEAD', url: code })
    expect([head.statusCode, head.headers.location]).toEqual([307, `/scan${code}`])
  })
  test('gives every level up to the product, with one default that has no attributes', async () => {
    const { headers, body } = await get(`${code}?linkType=linkset`)
    expect(headers['content-type']).toBe('application/linkset+json')
    expect(headers.link).toContain('json-ld#context')
    const { linkset } = JSON.parse(body)
    expect(linkset.map((one: { anchor: string }) => new URL(one.anchor).pathname)).toEqual([
      code,
      lotPath(),
      `/01/${orchard.gtin}`,
    ])
    const defaults = linkset.flatMap((one: object) =>
      Object.entries(one).filter(([k]) => k.endsWith('defaultLink')),
    )
    expect(defaults).toHaveLength(1)
    expect(Object.keys(defaults[0]?.[1]?.[0])).toEqual(['href', 'title'])
    const byHeader = await get(code, { accept: 'application/linkset+json' })
    expect(byHeader.body).toBe(body)
  })
  test('leads to a link of the type that was asked for, or says 404; bad syntax is 400', async () => {
    expect((await get(`${code}?linkType=gs1:recallStatus`)).headers.location).toMatch(/^\/scan.*#state/)
    const none = await get(`${code}?linkType=gs1:instructions`)
    expect([none.statusCode, none.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    for (const bad of [
      '/01/123',
      `${code}/10/AGAIN`,
      `/01/${orchard.gtin}/21/A/10/B`,
      `${code}?99999=1`,
      '/01/%',
    ])
      expect((await get(bad)).statusCode, bad).toBe(400)
    expect((await get('/01/06901234567892')).statusCode).toBe(404)
    const unknownLot = await get(`/01/${orchard.gtin}/10/NOSUCH`)
    expect(unknownLot.headers.location).toBe(`/scan/01/${orchard.gtin}`)
  })
  test('reads the links of every other key, and has nothing for them; what is compressed is told so', async () => {
    expect(OTHER_KEYS.toSorted()).toEqual(
      primaryKeys()
        .map((key) => key.ai)
        .filter((ai) => ai !== '01'),
    )
    const other = await get('/414/6901234000009?linkType=linkset', { accept: 'application/linkset+json' })
    expect([other.statusCode, other.body.includes('不归本系统')]).toEqual([404, true])
    expect((await get('/00/106901234000000015')).statusCode).toBe(404)
    expect((await get('/414/123')).statusCode).toBe(400)
    const pressed = await get(`/01/${orchard.gtin}/HvEARgKAAQ1kTIp`)
    expect([pressed.statusCode, pressed.body.includes('压缩')]).toEqual([400, true])
  })
  test('reads what was compressed, and says what it stands for', async () => {
    // 10, six bits a character, behind the key: written by hand, by the bits of the standard.
    const bits = [...lot.code].map((char) => BASE64.indexOf(char).toString(2).padStart(6, '0')).join('')
    const row = `00010000011${lot.code.length.toString(2).padStart(5, '0')}${bits}`
    const padded = row.padEnd(Math.ceil(row.length / 6) * 6, '0')
    const packed = (padded.match(/.{6}/g) ?? []).map((six) => BASE64[Number.parseInt(six, 2)]).join('')
    const { statusCode, headers } = await get(`/01/${orchard.gtin}/${packed}?from=wechat`)
    expect([statusCode, headers.location]).toEqual([307, `/scan${lotPath()}?from=wechat`])
    expect(headers.link).toContain(`${lotPath()}>; rel="owl:sameAs"`)
    expect(compressedAnswer('/AQnYUc1gmiERBhQ0ytiyZuAGOLc1TQ')).toMatchObject({
      to: '/01/05412345000013/10/ABC%26%2B123?7003=1903061658',
      headers: { link: '</01/05412345000013/10/ABC%26%2B123?7003=1903061658>; rel="owl:sameAs"' },
    })
    for (const page of [
      '/',
      '/sign-in',
      '/e/daning/trace-lots',
      '/api/health/ready',
      '/assets/index-AbCdEfGh.js',
    ])
      expect(compressedAnswer(page)).toBeUndefined()
  })
  test('describes itself', async () => {
    const { headers, body } = await get('/.well-known/gs1resolver')
    expect(headers['content-type']).toContain('application/json')
    expect(JSON.parse(body)).toMatchObject({ supportedPrimaryKeys: ['01'] })
    const options = await orchard.server.app.inject({ method: 'OPTIONS', url: code })
    expect([options.statusCode, options.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS'])
  })
})

describe('扫码页 the scan page', () => {
  test('tells what, who, where and when, how late and backed by what, and what is missing', async () => {
    const spray = { inputKind: 'pesticide', name: '吡虫啉', dose: '20 克/亩', intervalDays: '14' }
    const { answer } = await orchard.record('input', { season: orchard.season }, spray, 90)
    const shot = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#385' } })
      .jpeg()
      .toBuffer()
    const step = (answer as { id: string }).id
    const photo = await orchard.ask(addPhoto, { params: { step }, file: { name: '打药.jpg', bytes: shot } })
    expect(photo.refused).toEqual([])
    await orchard.record('transport', { lot: lot.id }, { from: '大宁', to: '太原', carrier: '张三货运' }, 3)
    const { statusCode, headers, body } = await get(`/scan${lotPath()}`)
    expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store'])
    for (const shown of [
      '宁脆苹果',
      '大宁县隆泰果业合作社',
      '太古塬 3 号园',
      '大宁县',
      lot.code,
      '吡虫啉',
      '14 天',
    ])
      expect(body).toContain(shown)
    expect(body).toContain('90 天后补录')
    expect(body).toContain('照片 1 张')
    expect(body).toContain('✎ 仅人工填写')
    expect(body).toContain('▣ 有照片')
    expect(body).toContain('<dd>1,000 千克</dd>')
    expect(body).toMatch(
      /采收 2026年11月12日<\/strong> · 最后用药 2026年8月24日，距采收 80 天，安全间隔期 14 天 ✓/,
    )
    expect(body).toContain('没有本批次的检测报告')
    expect(body).toContain('种植（放蜂）、分级、包装、贮存、销售')
    expect(body).toContain('录入人 王**')
    expect(body).not.toContain('张三货运')
    expect(body).not.toContain('<script')
    expect(gzipSync(body).length).toBeLessThan(90_000)
    const image = /\/scan-photo\/[^"]+/.exec(body)?.[0] ?? ''
    const small = await get(image)
    expect([small.statusCode, small.headers['content-type']]).toEqual([200, 'image/webp'])
    const other = await get(image.replace(/[0-9a-f]{64}/, 'a'.repeat(64)))
    expect(other.statusCode).toBe(404)
  })
  test('counts scans: a second look of the same phone within ten minutes is none', async () => {
    const phone = { 'user-agent': 'Mozilla/5.0 (Linux; Android 14) MicroMessenger' }
    // Codes are not to be found by searching; lots are.
    const single = await orchard.server.app.inject({ method: 'HEAD', url: `/scan${code}` })
    expect(single.headers['x-robots-tag']).toBe('noindex')
    expect((await get(`/scan${lotPath()}`)).headers['x-robots-tag']).toBeUndefined()
    expect((await get(`/scan${code}`, phone)).body).toContain('第 1 次查询')
    expect((await get(`/scan${code}`, phone)).body).toContain('第 1 次查询')
    const { body } = await get(`/scan${code}`, { 'user-agent': 'another' })
    expect(body).toContain('第 2 次查询，首次查询于 2026年')
    expect(body).toContain('与一件真品的正常使用相符')
    const asked = { url: `/scan${code}`, headers: { 'user-agent': 'a program' } }
    const head = await orchard.server.app.inject({ method: 'HEAD', ...asked })
    expect(head.statusCode).toBe(200)
    await get(`/scan${code}`, { 'user-agent': 'a browser', 'sec-purpose': 'prefetch;prerender' })
    expect((await get(`/scan${code}`, { 'user-agent': 'another' })).body).toContain('第 2 次查询')
    for (let i = 0; i < 9; i++) await get(`/scan${code}`, { 'user-agent': `device ${i}` })
    const many = await get(`/scan${code}`, { 'user-agent': 'another' })
    expect(many.body).toContain('与一件真品对不上')
    expect(many.body).toMatch(/已有 \d+ 台不同的设备查询过/)
  })
  test('whoever has looked may say roughly where, once, and is counted no second time', async () => {
    const [, pack = ''] = (await orchard.labelled(lot.id, 2)).sample.map((link) => new URL(link).pathname)
    const say = (where: object, agent: string) =>
      orchard.server.app.inject({
        method: 'POST',
        url: pack.replace(/^\/01\/(\d+)\/10\/(.+)\/21\//, '/scan-place/$1/$2/'),
        headers: { 'user-agent': agent },
        payload: where,
      })
    const taiyuan = { lon: 112.549321, lat: 37.870123 }
    expect((await say(taiyuan, 'a phone')).statusCode).toBe(409)
    const { body } = await get(`/scan${pack}`, { 'user-agent': 'a phone' })
    expect(body).toMatch(/<p id="place" class="small" hidden .*<script src="\/scan-place.js" defer>/)
    expect((await say(taiyuan, 'another phone')).statusCode).toBe(409)
    expect((await say({ lon: 200, lat: 0 }, 'a phone')).statusCode).toBe(422)
    expect((await say(taiyuan, 'a phone')).statusCode).toBe(200)
    expect((await say(taiyuan, 'a phone')).statusCode).toBe(409)
    expect((await get(`/scan${pack}`, { 'user-agent': 'a phone' })).body).toContain('第 1 次查询')
    const { rows } = await orchard.owner.query(
      'select lon::text, lat::text from trace.scan where serial = $1 order by id',
      [pack.split('/').at(-1)],
    )
    expect(rows).toEqual([
      { lon: null, lat: null },
      { lon: '112.5', lat: '37.9' },
    ])
    const script = await get('/scan-place.js')
    expect([script.statusCode, gzipSync(script.body).length < 15_000]).toEqual([200, true])
  })
  test('all in all is 90 kB at most, its script 15 kB, with every record of a long season on it', async () => {
    for (let day = 0; day < 40; day++)
      await orchard.record(
        'tending',
        { season: orchard.season },
        { what: `第 ${day} 次：疏花、疏果、套袋、除草、浇水` },
        60 - day,
      )
    const { body } = await get(`/scan${code}`)
    expect(body).toContain('第 39 次')
    const asked = [...body.matchAll(/(?:src|href)="(\/[^"?#]+\.(?:js|css))"/g)].map(([, path = '']) => path)
    expect(asked).toEqual(['/scan-place.js'])
    const scripts = await Promise.all(asked.map(async (path) => gzipSync((await get(path)).body).length))
    const all = gzipSync(body).length + scripts.reduce((sum, bytes) => sum + bytes, 0)
    expect([all < 90_000, scripts.every((bytes) => bytes < 15_000)]).toEqual([true, true])
  })
  test('a number the lot never had is told at once', async () => {
    const { statusCode, body } = await get(`/scan${lotPath()}/21/ZZZZZZZZZZ`)
    expect([statusCode, body.includes('查无此码')]).toEqual([200, true])
    const lots = await get(`/scan/01/${orchard.gtin}/10/NOSUCH`)
    expect([lots.statusCode, lots.body.includes('查无此批次')]).toEqual([404, true])
    const product = await get(`/scan/01/${orchard.gtin}`)
    expect([product.statusCode, product.body.includes('大宁县隆泰果业合作社')]).toEqual([200, true])
  })
  test('reads in English where that is asked for', async () => {
    const { body } = await get(`/scan${lotPath()}?lang=en`)
    expect(body).toContain('<html lang="en">')
    expect(body).toContain('Missing links')
  })
  test('a recall is red at once, also for what was made of the lot', async () => {
    const juice = await orchard.newItem({ name: '苹果汁', unit: 'litre', packSize: '1' })
    const { answer } = await orchard.ask(deriveLots, {
      body: {
        way: 'transform',
        inputs: [{ lot: lot.id, quantity: '100' }],
        outputs: [{ quantity: '60', item: juice.id }],
        yield: '0.6',
        madeOn: orchard.before(1).slice(0, 10),
      },
    })
    const pressed = `/scan/01/${juice.gtin}/10/${answer.lots[0]?.code}`
    expect((await get(pressed)).body).toContain('批次正常')
    const { body: juiceBody } = await get(pressed)
    for (const shown of ['吡虫啉', '<dd>1,000 千克</dd>', '<dd>60 升</dd>'])
      expect(juiceBody).toContain(shown)
    await orchard.ask(supervise, {
      params: { lot: lot.id },
      body: { kind: 'recall', said: '农残超标，全部召回' },
    })
    for (const path of [pressed, `/scan${code}`]) {
      const { body } = await get(path)
      expect(body).toContain('class="state recalled" role="alert"')
      expect(body).toContain('农残超标，全部召回')
    }
  })
})
