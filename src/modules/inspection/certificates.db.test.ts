import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBarcodes } from 'zxing-wasm/reader'
import { prepareDecoder } from '#test/decoder'
import { type Lab, openLab } from '#test/lab'
import { aParty } from '#test/shops'
import {
  bringFile,
  collectCertificate,
  getCertificate,
  importLimits,
  issueBuyerCertificate,
  listCertificates,
  listIncoming,
  listLimits,
  readFile,
  readMonths,
  readRegistry,
  voidCertificate,
} from './contract/index.ts'

let lab: Lab
let lot: { id: string; code: string }
let buyer: Lab['ask']
beforeAll(async () => {
  prepareDecoder()
  lab = await openLab()
  await lab.record('tending', { season: lab.season }, { what: '疏果、套袋' }, 60)
  lot = await lab.lotOf('1000')
  const station = await aParty(lab.owner, 1, '大宁县春苗收购站')
  buyer = await lab.as(['merchant'], station)
})
afterAll(() => lab[Symbol.asyncDispose]())

const codes = (asked: { refused: readonly (readonly [string, string | undefined])[] }) =>
  asked.refused.map(([code]) => code)
const page = async (path: string) => {
  const reply = await lab.server.app.inject({ url: path })
  return { status: reply.statusCode, body: reply.body, reply }
}

describe('生产者', () => {
  test('谁生产谁开：政府、平台、别人都开不了', async () => {
    const forbidden = await lab.issue(lot.id, {}, lab.reviewer)
    expect(forbidden.status).toBe(403)
    expect(codes(await lab.issue(lot.id, {}, lab.tester))).toEqual(['inspection.county_never_issues'])
    expect(codes(await lab.issue(lot.id, {}, buyer))).toEqual(['inspection.lot_unknown'])
  })

  test('开出来：样式、依据、主体原样留存，数量不超过批次，进公开日志', async () => {
    const { id: sample } = await lab.passed(lot.id)
    const made = await lab.issue(lot.id, { quantity: '600', sample })
    expect(made.refused).toEqual([])
    await lab.owner.query("update party.party set name = '改名以后' where id = $1", [lab.party])
    const { answer } = await lab.grower(getCertificate, { params: { certificate: made.answer.id } })
    expect(answer).toMatchObject({
      template: '2025-4',
      subject: '大宁县隆泰果业合作社',
      bases: ['质量安全控制符合要求'],
      contact: '13800001234',
      listed: true,
      retainedUntil: '2028-11-22',
      boxes: 20,
    })
    expect(answer.promise).toContain('未使用禁用农药、兽药及其他化合物')
    const seen = await lab.reviewer(getCertificate, { params: { certificate: made.answer.id } })
    expect(seen.answer.contact).toBe('138******34')
    await lab.owner.query("update party.party set name = '大宁县隆泰果业合作社' where id = $1", [lab.party])
    expect(codes(await lab.issue(lot.id, { quantity: '400.001' }))).toEqual(['inspection.more_than_lot'])
    expect((await lab.issue(lot.id, { quantity: '400' })).refused).toEqual([])
    const events = await lab.owner.query(
      "select payload from platform.event where kind = 'inspection.certificate-issued' order by seq limit 1",
    )
    const leaf = { kind: 'inspection.certificate', subject: made.answer.number, sha256: answer.sha256 }
    expect(events.rows[0].payload).toMatchObject({ measure: 'certificates', amount: '20', attested: [leaf] })
  })

  test('用什么药检什么药、间隔期、依据：理由一次说全', async () => {
    const item = await lab.newItem({ name: '苹果二号' })
    expect(item.id).not.toBe('')
    const bad = await lab.issue(lot.id, { bases: ['self-test', 'commissioned'], quantity: '1' })
    expect(codes(bad)).toEqual(
      expect.arrayContaining([
        'inspection.extended_is_no_basis',
        'inspection.basis_without_test',
        'inspection.more_than_lot',
      ]),
    )
  })

  test('同时开两张，加起来也不超过批次', async () => {
    const small = await lab.lotOf('100')
    const both = await Promise.all([
      lab.issue(small.id, { quantity: '60' }),
      lab.issue(small.id, { quantity: '60' }),
    ])
    expect(both.map((one) => codes(one)).toSorted()).toEqual([[], ['inspection.more_than_lot']])
  })
})

describe('公开查询', () => {
  test('按编号查、按箱查、作废后仍查得到；不露电话', async () => {
    const fresh = await lab.lotOf('50')
    const { answer } = await lab.issue(fresh.id, { quantity: '50', boxes: 3 })
    const typed = `${answer.number.slice(0, 4)}-${answer.number.slice(4)}`.toLowerCase()
    const { reply } = await page(`/hgz?n=${typed}`)
    expect([reply.statusCode, reply.headers.location]).toEqual([303, `/hgz/${answer.number}`])
    const box = await page(`/hgz/${answer.number}.3`)
    for (const shown of [
      '✓ 有效',
      '第 3 箱，共 3 箱',
      '宁脆苹果',
      '50 千克',
      '大宁县隆泰果业合作社（生产者）',
      '不代为承诺',
    ])
      expect(box.body).toContain(shown)
    expect(box.body).not.toContain('13800001234')
    expect((await page(`/hgz/${answer.number}.4`)).status).toBe(404)
    expect((await page('/hgz/C222222222222')).status).toBe(404)
    const card = await page(`/hgz/${answer.number}/card.png`)
    const { data, info } = await sharp(card.reply.rawPayload)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const found = await readBarcodes(
      { data: new Uint8ClampedArray(data), width: info.width, height: info.height, colorSpace: 'srgb' },
      { formats: ['QRCode'] },
    )
    expect(found.map((one) => one.text)).toEqual([expect.stringContaining(`/hgz/${answer.number}`)])
    const params = { certificate: answer.id }
    expect(
      (await lab.grower(voidCertificate, { params, body: { reason: '数量写错，重新开具' } })).refused,
    ).toEqual([])
    expect(
      codes(await lab.grower(voidCertificate, { params, body: { reason: '数量写错，重新开具' } })),
    ).toEqual(['inspection.voided_already'])
    const { status, body } = await page(`/hgz/${answer.number}`)
    expect([status, body.includes('✕ 已作废：数量写错，重新开具')]).toEqual([200, true])
    expect((await lab.issue(fresh.id, { quantity: '50' })).refused).toEqual([])
  })

  test('旧样式今天开不出，但旧证仍按旧措辞看得到', async () => {
    const { rows } = await lab.owner.query(
      `insert into inspection.certificate (etown, number, style, template, party, lot, product, listed, quantity, unit, boxes, origin, subject, contact, bases, issued_on, retained_until, sha256, by, at)
       select 1, 'C223444444444', 'producer', '2021-16', party, lot, product, listed, 0.001, unit, 1, origin, subject, contact, '{own-word}', '2025-10-01', '2028-10-01', sha256, by, '2025-10-01T02:00:00Z'
       from inspection.certificate where lot = $1 limit 1 returning number`,
      [
        (
          await lab.lotOf('5').then(async (old) => {
            await lab.issue(old.id, { quantity: '1' })
            return old
          })
        ).id,
      ],
    )
    const { body } = await page(`/hgz/${rows[0].number}`)
    for (const shown of ['不使用禁用农药兽药', '自我承诺', '2025年10月1日']) expect(body).toContain(shown)
  })

  test('批次出了阳性，已开的合格证立即显示冻结', async () => {
    const unlucky = await lab.lotOf('70')
    const { answer } = await lab.issue(unlucky.id, { quantity: '70' })
    const sample = await lab.draw(unlucky.id)
    await lab.run(sample.code, '0.100')
    const { body } = await page(`/hgz/${answer.number}`)
    expect(body).toContain('本批次已被冻结')
    expect(body).not.toContain('✓ 有效')
    const refused = await buyer(collectCertificate, { body: { number: answer.number } })
    expect(codes(refused)).toEqual(['inspection.cannot_collect'])
  })
})

describe('收购者', () => {
  const issue = (upstream: { incoming: string; quantity: string }[], quantity: string, more: object = {}) =>
    buyer(issueBuyerCertificate, {
      body: {
        product: '宁脆苹果',
        unit: 'kg',
        upstream,
        quantity,
        boxes: 1,
        origin: '山西省大宁县',
        contact: '0357-7722001',
        bases: ['control'],
        ...more,
      },
    })

  test('扫码核验收本系统的证、拍照收别家的；转开数量守恒，作废退回', async () => {
    const own = await lab.lotOf('200')
    const { answer } = await lab.issue(own.id, { quantity: '200', boxes: 1 })
    const collected = await buyer(collectCertificate, {
      body: { number: `https://e.example/hgz/${answer.number}` },
    })
    expect(collected.answer).toMatchObject({
      source: 'own',
      quantity: '200',
      left: '200',
      issuer: '大宁县隆泰果业合作社',
    })
    expect(codes(await buyer(collectCertificate, { body: { number: answer.number } }))).toEqual([
      'inspection.collected_already',
    ])
    expect(codes(await buyer(collectCertificate, { body: { number: '别家的 88' } }))).toEqual([
      'inspection.number_unknown',
    ])

    const shot = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#eee' } })
      .jpeg()
      .toBuffer()
    const photo = (await buyer(bringFile, { file: { name: '合格证.jpg', bytes: shot } })).answer.sha256
    const foreign = {
      product: '宁脆苹果',
      quantity: '100',
      unit: 'kg',
      issuer: '隰县某果园',
      issuedOn: '2026-11-20',
      photo,
    }
    const other = await buyer(collectCertificate, { body: { number: '别家的 88', foreign } })
    expect(other.answer).toMatchObject({ source: 'foreign', left: '100', retainedUntil: '2028-11-22' })
    expect(
      codes(
        await buyer(collectCertificate, {
          body: { number: '没照片', foreign: { ...foreign, photo: 'a'.repeat(64) } },
        }),
      ),
    ).toEqual(['inspection.foreign_incomplete'])
    const others = { name: '报告.jpg', bytes: Buffer.concat([shot, Buffer.from('of another')]) }
    const known = (await lab.ask(bringFile, { file: others })).answer.sha256
    expect(
      codes(
        await buyer(collectCertificate, {
          body: { number: '只知道哈希', foreign: { ...foreign, photo: known } },
        }),
      ),
    ).toEqual(['inspection.foreign_incomplete'])

    const both = [
      { incoming: collected.answer.id, quantity: '150' },
      { incoming: other.answer.id, quantity: '100' },
    ]
    expect(codes(await issue(both, '260'))).toEqual(['inspection.buyer_needs_upstream'])
    expect(codes(await issue(both, '250', { bases: ['self-test'] }))).toEqual([
      'inspection.basis_without_test',
    ])
    const made = await issue(both, '250')
    expect(made.refused).toEqual([])
    expect(codes(await issue([{ incoming: collected.answer.id, quantity: '51' }], '51'))).toEqual([
      'inspection.upstream_used_up',
    ])
    const { answer: detail } = await buyer(getCertificate, { params: { certificate: made.answer.id } })
    expect(detail.promise).toContain('已按规定收取并保存')
    expect(detail.upstream.map(({ quantity }) => quantity)).toEqual(['150', '100'])
    await buyer(voidCertificate, {
      params: { certificate: made.answer.id },
      body: { reason: '混装有误，重新开具' },
    })
    const { items } = (await buyer(listIncoming, {})).answer
    expect(items.map(({ left }) => left)).toEqual(['100', '200'])
    expect((await lab.grower(listIncoming, {})).answer.total).toBe(0)
    const seen = await buyer(readFile, { params: { sha256: photo } })
    expect([seen.status, String(seen.raw.headers['content-type'])]).toEqual([200, 'image/webp'])
    expect(codes(await lab.grower(readFile, { params: { sha256: photo } }))).toEqual([
      'inspection.file_unknown',
    ])
    expect((await buyer(listCertificates, {})).answer.total).toBe(1)
  })

  test('没有上游的收购者合格证，数据库也不收', async () => {
    await expect(
      lab.owner.query(
        `insert into inspection.certificate (etown, number, style, template, party, product, listed, quantity, unit, boxes, origin, subject, contact, bases, issued_on, retained_until, sha256, by, at)
         select 1, 'C223555555555', 'buyer', template, party, product, listed, quantity, unit, boxes, origin, subject, contact, bases, issued_on, retained_until, sha256, by, at
         from inspection.certificate limit 1`,
      ),
    ).rejects.toThrow('nothing collected')
  })
})

describe('限量、汇总、登记册', () => {
  test('限量可导入，整份或不导；查找走类别并守“除外”', async () => {
    const table = (limit: string) =>
      Buffer.from(
        `农药,食品,除外,限量,版本,实施日期,来源\n毒死蜱,水果/仁果类水果,苹果,1,GB 2763-2021,2021-09-03,测试用表\n毒死蜱,水果/仁果类水果/苹果,,${limit},GB 2763-2021,2021-09-03,测试用表\n`,
      )
    const bad = await lab.reviewer(importLimits, { file: { name: '限量.csv', bytes: table('不得检出') } })
    expect(codes(bad)).toEqual(['inspection.limits_unreadable'])
    const good = await lab.reviewer(importLimits, { file: { name: '限量.csv', bytes: table('0.02') } })
    expect(good.answer).toEqual({ rows: 2, fresh: 2 })
    const again = await lab.reviewer(importLimits, { file: { name: '限量.csv', bytes: table('0.02') } })
    expect(again.answer).toEqual({ rows: 2, fresh: 0 })
    const look = async (food: string) =>
      (await lab.grower(listLimits, { query: { pesticide: '毒死蜱', food } })).answer.found?.limit
    expect([await look('apple'), await look('pear'), await look('honey')]).toEqual(['0.02', '1', undefined])
  })
  test('月度汇总按样品计，阳性不因后来合格而少', async () => {
    const { rows } = (await lab.grower(readMonths, {})).answer
    expect(rows).toMatchObject([{ month: '2026-11', food: 'apple', samples: 2, passed: 1, positive: 1 }])
    const events = await lab.owner.query(
      "select payload from platform.event where kind = 'inspection.sample-reviewed'",
    )
    expect(events.rows[0].payload).toMatchObject({ measure: 'passed', amount: '1', food: 'apple' })
  })
  test('登记册只给能用的方法', async () => {
    const { foods } = (await lab.grower(readRegistry, {})).answer
    expect(foods.find(({ code }) => code === 'honey')?.methods.map(({ code }) => code)).toEqual([
      'GB/T 18932.19-2003',
    ])
  })
})
