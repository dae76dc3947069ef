import { setTimeout as pause } from 'node:timers/promises'
import mqtt from 'mqtt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aMachine, type TestActor } from '#test/actor'
import { asking } from '#test/asking'
import { type Lab, openLab } from '#test/lab'
import { type Broker, openBroker } from './app/broker.ts'
import {
  addInstrument,
  calibrate,
  getSample,
  giveLine,
  importLines,
  listLines,
  reviewSample,
  sendLines,
} from './contract/index.ts'

let lab: Lab
let lot: { id: string }
let machine: TestActor
let key = ''
beforeAll(async () => {
  lab = await openLab()
  lot = await lab.lotOf('5000')
  machine = await aMachine(lab.owner, lab.server.clock, 1, 'instrument')
  key = machine.headers.authorization?.replace('Bearer ', '') ?? ''
  await lab.instrument('SN01', machine.account.replace('machine-', ''))
})
afterAll(() => lab[Symbol.asyncDispose]())

const line = (sample: string, value: string, second = 5, said = '合格') =>
  `农药残留#${sample}#${value}#%抑制率#${said}#GB/T 5009.199-2003#STD-9000#2026-11-22 09:50:${String(second).padStart(2, '0')}#SN01#50.0%#123s #|`

const send = async (text: string | Buffer, headers = machine.headers) => {
  const reply = await lab.server.app.inject({
    method: 'POST',
    url: '/api/etowns/one/instrument-lines',
    headers: { ...headers, 'content-type': 'text/plain' },
    payload: text,
  })
  return { status: reply.statusCode, answer: reply.json() }
}
const stateOf = async (sample: string) => (await lab.reviewer(getSample, { params: { sample } })).answer
const codes = (asked: { refused: readonly (readonly [string, string | undefined])[] }) =>
  asked.refused.map(([code]) => code)

describe('HTTP', () => {
  test('对上样品码就成为测定；原始行连同 NUL 与尾巴都在；坏行逐条说', async () => {
    const sample = await lab.draw(lot.id)
    const raw = Buffer.from(
      `${line(`${sample.code}\0\0\0`, '<5.0')}\r\n乱七八糟\r\n${line('韭菜', '12.0')}\n${line(sample.code, '高')}\n`,
    )
    const { status, answer } = await send(raw)
    expect(status).toBe(200)
    expect(answer).toMatchObject({ lines: 4, fresh: 4, known: 0, runs: 1 })
    expect(answer.bad.map((bad: { row: number; trouble: string }) => [bad.row, bad.trouble])).toEqual([
      [2, 'shape'],
      [4, 'value'],
    ])
    const after = await stateOf(sample.id)
    expect(after.state).toBe('to-review')
    expect(after.results[0]).toMatchObject({ percent: '<5.0', verdict: 'negative' })
    expect(after.results[0]?.raw).toContain('␀␀␀')
    expect(after.results[0]?.raw).toContain('#123s #|')
    const lines = (await lab.tester(listLines, { query: { only: 'unused' } })).answer
    expect(lines.items.map((one) => one.sampleCode)).toEqual(['韭菜'])
  })

  test('仪器自判合格、复算恰 50%：按阳性锁定，并记下不一致', async () => {
    const sample = await lab.draw((await lab.lotOf('10')).id)
    await send(line(sample.code, '50.0'))
    const after = await stateOf(sample.id)
    expect([after.state, after.results[0]?.notes]).toEqual(['locked', ['device-differs']])
  })

  test('没绑仪器的密钥、不是仪器的人，都不收', async () => {
    const other = await aMachine(lab.owner, lab.server.clock, 1, 'instrument')
    expect((await send(line('X', '1'), other.headers)).answer.errors[0].code).toBe('inspection.no_key')
    const asTester = await lab.tester(sendLines, {})
    expect(asTester.status).toBe(403)
  })

  test('别的e镇的钥匙开不了这个门', async () => {
    const far = await aMachine(lab.owner, lab.server.clock, 2, 'instrument')
    await lab.owner.query("select set_config('app.etown', '1', false)")
    expect((await send(line('X', '1'), far.headers)).status).toBe(403)
  })
})

test('仪器离线一周，补传的行重复又乱序：每行只算一次，结果与顺着来一样', async () => {
  const samples = await Promise.all(
    Array.from({ length: 6 }, async () => lab.draw((await lab.lotOf('10')).id)),
  )
  const readings = [
    ['10.0'],
    ['60.0', '61.0', '62.0'],
    ['60.0', '20.0', '21.0'],
    ['70.0'],
    ['<5.0'],
    ['20.0', '55.0', '56.0'],
  ]
  const lines = samples.flatMap(({ code }, i) =>
    (readings[i] ?? []).map((value, n) => line(code, value, i * 5 + n, '')),
  )
  const shuffled = [...lines, ...lines]
    .map((text, i) => ({ text, at: (i * 7919) % 31 }))
    .toSorted((a, b) => a.at - b.at)
  for (let from = 0; from < shuffled.length; from += 4)
    await send(
      shuffled
        .slice(from, from + 4)
        .map(({ text }) => text)
        .join('\n'),
    )
  expect((await send(lines.join('\n'))).answer).toMatchObject({ fresh: 0, known: lines.length, runs: 0 })
  const after = await Promise.all(samples.map(({ id }) => stateOf(id)))
  expect(after.map(({ state }) => state)).toEqual([
    'to-review',
    'failed',
    'disputed',
    'locked',
    'to-review',
    'disputed',
  ])
  expect(after.map(({ results }) => results.length)).toEqual([1, 3, 3, 1, 1, 3])
})

test('表格文件：由人导入，GB18030 也认；当日没有空白不能确认', async () => {
  const sample = await lab.draw(lot.id)
  const noBlank = (
    await lab.owner.query(
      "insert into inspection.instrument (etown, name, model, serial, registered_by) values (1, '二号', '', 'SN02', 'x') returning id",
    )
  ).rows[0].id
  await lab.owner.query(
    "insert into inspection.calibration (etown, instrument, on_day, until, certificate, by) values (1, $1, '2026-01-01', '2027-01-01', '检-02', 'x')",
    [noBlank],
  )
  const table = `检测单位,被检单位,样品名称,检测值,单位,结果判定,检测时间,检测员\n县站,合作社,${sample.code},12.3,%抑制率,合格,2026/11/22 9:05,张检\n`
  const asked = await lab.tester(importLines, { params: { instrument: String(noBlank) } })
  expect(asked.answer).toMatchObject({ lines: 0 })
  const { raw } = await lab.tester(importLines, {
    params: { instrument: String(noBlank) },
    file: { name: '读数.csv', bytes: Buffer.from(table) },
  })
  expect(raw.json()).toMatchObject({ lines: 1, fresh: 1, runs: 1, bad: [] })
  const review = { params: { sample: sample.id }, body: { decision: 'confirmed' } }
  expect(codes(await lab.reviewer(reviewSample, review))).toEqual(['inspection.no_blank'])
  await lab.owner.query(
    "insert into inspection.blank (etown, instrument, measured_at, control, valid, by) values (1, $1, '2026-11-22T01:00:00Z', 0.5, true, 'x')",
    [noBlank],
  )
  expect((await lab.reviewer(reviewSample, review)).refused).toEqual([])
})

test('仪器当日没有检定：行照样收，不成为测定；补登检定后由人归给样品', async () => {
  const owned = await aMachine(lab.owner, lab.server.clock, 1, 'instrument')
  const { answer: made } = await lab.reviewer(addInstrument, {
    body: { name: '三号', model: '', serial: 'SN03', machineKey: owned.account.replace('machine-', '') },
  })
  const sample = await lab.draw(lot.id)
  const text = line(sample.code, '12.5', 31)
  expect((await send(text, owned.headers)).answer).toMatchObject({ fresh: 1, runs: 0, uncalibrated: 1 })
  const [loose] = (await lab.tester(listLines, { query: { only: 'unused' } })).answer.items
  const give = { params: { code: sample.code }, body: { line: loose?.id ?? '' } }
  expect(codes(await lab.tester(giveLine, give))).toEqual(['inspection.not_calibrated'])
  await lab.reviewer(calibrate, {
    params: { instrument: made.id },
    body: { on: '2026-11-01', until: '2027-11-01', certificate: '检-03' },
  })
  expect((await lab.tester(giveLine, give)).answer).toMatchObject({ percent: '12.5', state: 'to-review' })
  // The same line again is known, and takes nothing.
  expect((await send(text, owned.headers)).answer).toMatchObject({ fresh: 0, known: 1, runs: 0 })
})

test('仪器时钟跑到明天：行收下，不成为测定', async () => {
  const sample = await lab.draw(lot.id)
  const ahead = line(sample.code, '12.5', 32).replace('2026-11-22', '2026-11-23')
  expect((await send(ahead)).answer).toMatchObject({ fresh: 1, runs: 0, uncalibrated: 0 })
  expect((await stateOf(sample.id)).state).toBe('drawn')
})

test('没写样品码的行，由检测人归给样品，只能用一次', async () => {
  const sample = await lab.draw(lot.id)
  await send(line('白菜', '33.3', 44))
  const [loose] = (await lab.tester(listLines, { query: { only: 'unused' } })).answer.items
  const give = { params: { code: sample.code }, body: { line: loose?.id ?? '' } }
  expect((await lab.tester(giveLine, give)).answer).toMatchObject({ percent: '33.3', state: 'to-review' })
  const again = await lab.draw(lot.id)
  expect(codes(await lab.tester(giveLine, { ...give, params: { code: again.code } }))).toEqual([
    'inspection.line_unknown',
  ])
})

describe('MQTT', () => {
  let broker: Broker
  beforeAll(async () => {
    broker = await openBroker(lab.server.house, 0)
  })
  afterAll(() => broker.stop())
  const open = (password: string) =>
    mqtt.connectAsync(
      `mqtt://127.0.0.1:${broker.port}`,
      { username: 'SN01', password, reconnectPeriod: 0, connectTimeout: 5_000 },
      false,
    )

  test('凭自己的密钥上传，确认时已提交；再传一遍不重复', async () => {
    const sample = await lab.draw(lot.id)
    const device = await open(key)
    const text = line(sample.code, '18.0', 20)
    await device.publishAsync('instruments/SN01/lines', text, { qos: 1 })
    expect((await stateOf(sample.id)).state).toBe('to-review')
    await device.publishAsync('instruments/SN01/lines', text, { qos: 1 })
    expect((await stateOf(sample.id)).results).toHaveLength(1)
    await device.endAsync()
  })
  test('错的密钥连不上；别的主题、别的设备发不出；什么也听不到', async () => {
    await expect(open('ezk_1_wrong')).rejects.toThrow()
    for (const topic of ['instruments/SN99/lines', 'anything']) {
      const device = await open(key)
      const closed = new Promise<void>((resolve) => device.once('close', () => resolve()))
      device.publish(topic, line('X', '1'), { qos: 1 }, () => {})
      await closed
      await device.endAsync(true)
    }
    const device = await open(key)
    const heard: string[] = []
    device.on('message', (topic) => heard.push(topic))
    await device.subscribeAsync('#').catch(() => undefined)
    await device.publishAsync('instruments/SN01/lines', line('听不到', '1', 59), { qos: 1 })
    await pause(200)
    expect(heard).toEqual([])
    await device.endAsync()
  })
  test('密钥吊销后，连着的设备下一条就不收', async () => {
    const device = await open(key)
    await lab.owner.query(
      'update identity.machine_key set revoked_at = now(), revoked_by = made_by where id = $1',
      [machine.account.replace('machine-', '')],
    )
    const closed = new Promise<void>((resolve) => device.once('close', () => resolve()))
    device.publish('instruments/SN01/lines', line('迟到', '1', 58), { qos: 1 }, () => {})
    await closed
    await device.endAsync(true)
    const ask = asking(lab.server, machine)
    expect((await ask(sendLines, {})).status).toBe(401)
  })
})
