import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actAs, type TestActor } from '#test/actor'
import { asking } from '#test/asking'
import { type LogTown, logTown } from '#test/log-town'
import { machine, sha256 } from './app/machine.ts'
import { contentOf } from './app/make-leaves.ts'
import { verifySm2 } from './app/sm2.ts'
import { eraseRecord, makeBundle, readLog, readRecord } from './contract/index.ts'
import { toHex } from './domain/base64.ts'
import { judgeBundle } from './domain/bundle.ts'
import { readCheckpoint } from './domain/checkpoint.ts'
import { leafInput } from './domain/hash-input.ts'
import { type NoteKey, readKey, readNote, signaturesBy } from './domain/note.ts'
import { readProofText } from './domain/proof-text.ts'
import { readStoredZip } from './domain/stored-zip.ts'
import { nodesIn } from './domain/tiles.ts'
import { rangeHash } from './domain/tree.ts'
import { judgeProof } from './domain/verdict.ts'

let town: LogTown
let clerk: TestActor
let keys: readonly NoteKey[]
const PAYLOAD = { lot: '龙港-2026-07', result: '合格' }
beforeAll(async () => {
  town = await logTown()
  clerk = await actAs(town.server, { etown: 1, roles: ['office'] })
  const many = Array.from({ length: 299 }, (_, i) => ({ subject: `s${i}` }))
  await town.happen({ kind: 'demo.tested', subject: 'lot-7', payload: PAYLOAD }, ...many)
  await town.happen({ subject: 'later' })
  keys = (await get('/log/one/keys')).body
    .trim()
    .split('\n')
    .flatMap((line) => readKey(line) ?? [])
})
afterAll(() => town[Symbol.asyncDispose]())

const get = (url: string) => town.server.app.inject({ url })
const record = async (index: string) => {
  const { answer } = await asking(town.server, clerk)(readRecord, { params: { index } })
  return { ...answer, text: answer.proof?.text ?? '' }
}

describe('公开日志 the public log', () => {
  test('serves a checkpoint anybody reads, signed twice', async () => {
    const reply = await get('/log/one/checkpoint')
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8')
    const note = readNote(reply.body)
    if (note === undefined) throw new Error('no note')
    expect(readCheckpoint(note.text)).toMatchObject({ origin: 'ezhen.example/log/one', size: 301 })
    const sm2 = keys.find(({ kind }) => kind === 'sm2')
    if (sm2 === undefined) throw new Error('no SM2 key')
    const [signature = new Uint8Array()] = signaturesBy(sm2, note)
    expect(verifySm2(Buffer.from(note.text), signature, sm2.key)).toBe(true)
  })

  test('its tiles and entries lead to the signed root, as an unmodified client works it out', async () => {
    const names = ['0/000', '0/001.p/45', '1/000.p/1']
    const tiles = new Map<string, Uint8Array>()
    for (const name of names) {
      const reply = await get(`/log/one/tile/${name}`)
      expect(reply.headers['cache-control']).toContain('immutable')
      const [level, n = ''] = name.split('/')
      tiles.set(`${level}/${Number(n.slice(0, 3))}`, reply.rawPayload)
    }
    const root = rangeHash({ from: 0, to: 301 }, nodesIn(tiles, sha256), sha256)
    const head = readCheckpoint((await get('/log/one/checkpoint')).body.split('\n\n')[0]?.concat('\n') ?? '')
    expect(head && toHex(head.root)).toBe(toHex(root))
    const bundle = (await get('/log/one/tile/entries/000')).rawPayload
    let at = 0
    for (let i = 0; i < 256; i++) {
      const length = bundle.readUInt16BE(at)
      const hash = sha256(leafInput(bundle.subarray(at + 2, at + 2 + length)))
      expect(toHex(hash)).toBe(toHex(tiles.get('0/0')?.subarray(i * 32, i * 32 + 32) ?? new Uint8Array()))
      at += 2 + length
    }
    expect(at).toBe(bundle.length)
  })

  test.each([
    '0/001',
    '0/001.p/46',
    '0/1',
    '00/000',
    '0/x000/000',
    '1/000.p/2',
    '2/000.p/1',
    '64/000',
    'entries/001',
    '0/000.p/256',
    '..%2f0',
  ])('has no tile %s', async (path) => expect((await get(`/log/one/tile/${path}`)).statusCode).toBe(404))

  test('gives proofs without what they are about, and says nothing of what is not covered', async () => {
    const proof = readProofText((await get('/log/one/proof/0')).body)
    expect(proof).toMatchObject({ index: 0, extra: undefined })
    expect((await get('/log/one/proof/301')).statusCode).toBe(404)
    expect((await get('/log/two/checkpoint')).statusCode).toBe(404)
  })

  test('a page for everybody, and a verifier that may reach nobody', async () => {
    const page = await get('/log/one')
    expect(page.body).toContain('数据存证')
    expect(page.body).not.toContain('区块链')
    const verifier = await get('/log/one/verify')
    expect(verifier.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'sha256-/)
    const script = /<script>(.*)<\/script>/s.exec(verifier.body)?.[1] ?? ''
    expect(script.length).toBeGreaterThan(4_000)
    expect(Buffer.byteLength(script)).toBeLessThan(12_000)
    const hash = createHash('sha256').update(script).digest('base64')
    expect(verifier.headers['content-security-policy']).toContain(hash)
  })
})

describe('证明 a proof in hand', () => {
  const judge = (proof: string, document?: Uint8Array, quorum = 0) =>
    judgeProof({ proof, keys, quorum, document }, machine)

  test('holds, with its document, without us', async () => {
    const { text } = await record('0')
    const verdict = await judge(text, Buffer.from(contentOf(PAYLOAD)))
    expect(verdict).toMatchObject({
      valid: true,
      says: { index: 0, document: 'content', record: { kind: 'demo.tested', subject: 'lot-7' } },
    })
  })
  test('every change of it has its reason', async () => {
    const { text } = await record('0')
    const why = async (...asked: Parameters<typeof judge>) => {
      const verdict = await judge(...asked)
      return verdict.valid ? 'valid' : verdict.why
    }
    expect(await why(text, Buffer.from('{"lot":"龙港-2026-07","result":"不合格"}'))).toBe('other-document')
    expect(await why(text, undefined, 1)).toBe('few-witnesses')
    expect(await why(text.replace('index 0', 'index 1'))).toBe('not-in-log')
    expect(await why(text.replace(/^extra .*\n/m, ''))).toBe('erased')
    expect(await why(text.replace('\n300\n', '\n299\n').replace('\n256\n', '\n255\n'))).toBe('log-signature')
    expect(await why(text.replaceAll('ezhen.example', 'other.example'))).toBe('unknown-log')
    expect(await why('nonsense')).toBe('not-a-proof')
    expect(await why(text.slice(0, text.indexOf('\n\n') + 2))).toBe('not-a-checkpoint')
    const changed = text.replace(/^extra (.*)$/m, (_, extra: string) => {
      const bytes = Buffer.from(extra, 'base64')
      bytes.write('lot-8', bytes.indexOf('lot-7'))
      return `extra ${bytes.toString('base64')}`
    })
    expect(await why(changed)).toBe('not-in-log')
  })
  test('content and salt can be erased; the log and every other proof still hold', async () => {
    const before = await record('5')
    const reply = await asking(town.server, clerk)(eraseRecord, {
      params: { index: '5' },
      body: { reason: '本人要求删除' },
    })
    expect(reply.status).toBe(200)
    // The act is an event too, and hears at once which place it will have.
    expect(reply.raw.headers['x-log-index']).toBe('301')
    const after = await record('5')
    expect(after.record).toBeUndefined()
    expect(after.erased?.reason).toBe('本人要求删除')
    expect(after.entry).toBe(before.entry)
    expect(await judge(after.text)).toMatchObject({ valid: false, why: 'erased' })
    expect(await judge((await record('0')).text)).toMatchObject({ valid: true })
    const { rows } = await town.owner.query(
      'select count(*)::int as n from attest.opening where record like \'%"s4"%\'',
    )
    expect(rows[0].n).toBe(0)
    expect(before.record?.subject).toBe('s4')
  })
})

describe('证据包 an evidence bundle', () => {
  test('is whole, and tells which record a change has hit', async () => {
    const reply = await asking(town.server, clerk)(makeBundle, {
      body: { of: { subject: 'lot-7' }, reason: '应法院要求' },
    })
    const zip = new Uint8Array(reply.raw.rawPayload)
    const files = readStoredZip(zip, machine.text) ?? []
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'records/0.tlog-proof',
        'records/0.json',
        'verify.html',
        'keys.txt',
        '请先看.html',
        'manifest.json',
      ]),
    )
    const whole = await judgeBundle(files, { keys, quorum: 0 }, machine)
    expect(whole?.misfits).toEqual([])
    expect(whole?.records).toMatchObject([{ verdict: { valid: true, says: { document: 'content' } } }])
    const changed = files.map((file) =>
      file.name === 'records/0.json'
        ? { ...file, bytes: Buffer.from(contentOf({ ...PAYLOAD, result: '不合格' })) }
        : file,
    )
    const judged = await judgeBundle(changed, { keys, quorum: 0 }, machine)
    expect(judged?.misfits).toEqual([{ name: 'records/0.json', how: 'changed' }])
    expect(judged?.records).toMatchObject([{ verdict: { valid: false, why: 'other-document' } }])
    const page = machine.text(files.find(({ name }) => name === '请先看.html')?.bytes ?? new Uint8Array())
    expect(page).toContain('透明日志')
    expect(page).not.toContain('区块链')
  })
})

test('the desk sees size, checkpoint and what waits', async () => {
  const reply = await asking(town.server, clerk)(readLog)
  expect(reply.answer).toMatchObject({
    origin: 'ezhen.example/log/one',
    size: '301',
    alarms: [],
    checkpoint: { size: '301' },
  })
})
