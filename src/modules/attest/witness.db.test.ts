import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actAs, type TestActor } from '#test/actor'
import { asking } from '#test/asking'
import { type LogTown, logTown } from '#test/log-town'
import { tamper } from '#test/tamper'
import { inEtown } from '../../platform/db/act.ts'
import { roomOf } from '../../platform/db/house.ts'
import { askWitnesses, consistencyOf } from './app/ask-witnesses.ts'
import { growLogOnce } from './app/keep-log.ts'
import { machine } from './app/machine.ts'
import { lookAtLog } from './app/watch-log.ts'
import { openWitnessBook, type WitnessBook } from './app/witness-book.ts'
import { witnessServer } from './app/witness-server.ts'
import { addWitness, readLog, readRecord, retireWitness } from './contract/index.ts'
import { toBase64 } from './domain/base64.ts'
import { keyLine, type NoteKey, readKey } from './domain/note.ts'
import { judgeProof } from './domain/verdict.ts'

let town: LogTown
let clerk: TestActor
let server: Server
let book: WitnessBook
let url: string
let logKey: NoteKey
const told: string[] = []
const folder = mkdtempSync(join(tmpdir(), 'ezhen-witness-'))
const NAME = 'witness.example/nongye'

beforeAll(async () => {
  town = await logTown()
  clerk = await actAs(town.server, { etown: 1, roles: ['office'] })
  for (let i = 0; i < 5; i++) await town.happen({ subject: `s${i}` })
  const keys = (await town.server.app.inject({ url: '/log/one/keys' })).body.split('\n')
  const found = keys.flatMap((line) => readKey(line) ?? []).find(({ kind }) => kind === 'ed25519')
  if (found === undefined) throw new Error('no key')
  logKey = found
  book = await openWitnessBook(folder, NAME)
  server = witnessServer(
    book,
    [logKey],
    (sentence) => told.push(sentence),
    () => town.server.clock,
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  url = `http://127.0.0.1:${address.port}`
})
afterAll(async () => {
  server.close()
  rmSync(folder, { recursive: true })
  await town[Symbol.asyncDispose]()
})

const log = async () => (await asking(town.server, clerk)(readLog)).answer
const checkpoint = async () => (await town.server.app.inject({ url: '/log/one/checkpoint' })).body
const bring = async (old: number | string, proof: readonly Uint8Array[], note: string) => {
  const body = `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`
  const reply = await fetch(`${url}/add-checkpoint`, { method: 'POST', body })
  return { status: reply.status, text: await reply.text(), type: reply.headers.get('content-type') }
}
const consistency = (old: number, size: number) =>
  inEtown(town.server.house.pool, 1, 'read', ({ db }) => consistencyOf(roomOf(db, 'attest'), 1, old, size))

describe('见证方 a witness', () => {
  test('is registered with its own key only', async () => {
    const bad = await asking(town.server, clerk)(addWitness, {
      body: { url: 'ftp://x', key: keyLine(logKey) },
    })
    expect(bad.refused).toEqual([
      ['attest.witness_key', '/key'],
      ['attest.witness_address', '/url'],
    ])
    const good = await asking(town.server, clerk)(addWitness, { body: { url, key: keyLine(book.key) } })
    expect(good.answer).toEqual({ name: NAME })
  })

  test('signs what is brought; the proof then says who saw it and when', async () => {
    await askWitnesses(town.server.house, 1)
    const state = await log()
    expect(state.checkpoint?.witnesses).toEqual([NAME])
    expect(state.witnesses).toMatchObject([{ name: NAME, size: state.size }])
    const { answer } = await asking(town.server, clerk)(readRecord, { params: { index: '2' } })
    const proof = answer.proof?.text ?? ''
    const keys = [logKey, book.key]
    const seconds = Math.floor(town.server.clock.getTime() / 1_000)
    expect(await judgeProof({ proof, keys, quorum: 1 }, machine)).toMatchObject({
      valid: true,
      says: { witnesses: [{ name: NAME, seconds }] },
    })
    const lines = proof.trimEnd().split('\n')
    const last = lines.at(-1) ?? ''
    const spoiled = proof.replace(last, last.replace(/.{6}$/, 'AAAA=='))
    expect(await judgeProof({ proof: spoiled, keys, quorum: 0 }, machine)).toMatchObject({ valid: false })
  })

  test('goes on from what it has seen, and the proof of a leaf stays the same', async () => {
    const before = (await asking(town.server, clerk)(readRecord, { params: { index: '2' } })).answer.proof
      ?.text
    for (let i = 0; i < 300; i += 50)
      await town.happen(...Array.from({ length: 50 }, (_, k) => ({ subject: `t${i + k}` })))
    await askWitnesses(town.server.house, 1)
    expect((await log()).checkpoint?.witnesses).toEqual([NAME])
    const after = (await asking(town.server, clerk)(readRecord, { params: { index: '2' } })).answer.proof
      ?.text
    expect(after).toBe(before)
  })

  test('answers as the protocol says', async () => {
    const note = await checkpoint()
    const size = Number(note.split('\n')[1])
    expect(await bring('01', [], note)).toMatchObject({ status: 400 })
    expect(await bring(size + 1, [], note)).toMatchObject({ status: 400 })
    expect(await bring(0, [], note.replaceAll('ezhen.example', 'other.example'))).toMatchObject({
      status: 404,
    })
    expect(await bring(size, [], note.replace(`\n${size}\n`, `\n${size + 1}\n`))).toMatchObject({
      status: 403,
    })
    expect(await bring(0, [], note)).toMatchObject({
      status: 409,
      text: `${size}\n`,
      type: 'text/x.tlog.size',
    })
    expect(await bring(size, [], note)).toMatchObject({
      status: 200,
      text: expect.stringMatching(/^— witness/),
    })
    await town.happen({ subject: 'more' })
    const next = await checkpoint()
    const later = Number(next.split('\n')[1])
    expect(await bring(size, [Buffer.alloc(32)], next)).toMatchObject({ status: 422 })
    expect(await bring(size, await consistency(size, later), next)).toMatchObject({ status: 200 })
  })

  test('keeps what it has seen over a restart', async () => {
    const again = await openWitnessBook(folder, NAME)
    expect(again.key.id).toBe(book.key.id)
    expect(again.seen('ezhen.example/log/one')).toEqual(book.seen('ezhen.example/log/one'))
  })

  test('sees a log that went back, and one that says something else at the same size', async () => {
    const address = await town.server.app.listen({ port: 0, host: '127.0.0.1' })
    const watched = { url: `${address}/log/one`, key: logKey }
    expect(await lookAtLog(watched, book, new Date())).toBe('fine')
    await town.owner.query('create temporary table kept as select * from attest.checkpoint')
    await tamper(
      town.owner,
      ['attest.checkpoint', 'attest.cosignature'],
      'delete from attest.cosignature where etown = 1 and size > 100',
      'delete from attest.checkpoint where etown = 1 and size > 100',
    )
    expect(await lookAtLog(watched, book, new Date())).toBe('rollback')
    await tamper(
      town.owner,
      ['attest.checkpoint'],
      'insert into attest.checkpoint select * from kept on conflict do nothing',
    )
    expect(await lookAtLog({ url: 'http://127.0.0.1:9', key: logKey }, book, new Date())).toBe('silence')
    expect(readdirSync(join(folder, 'alarms')).some((name) => name.endsWith('rollback.txt'))).toBe(true)
  })

  test('refuses a forked tree, keeps the evidence, and the log raises the alarm', async () => {
    await town.owner.query('create temporary table tiles as select * from attest.tile')
    await tamper(
      town.owner,
      ['attest.tile'],
      'update attest.tile set hashes = set_byte(hashes, 70, get_byte(hashes, 70) # 1) where etown = 1 and level = 0 and n = 1',
    )
    // The key of the log signs it all the same: somebody took the floor away, and the checkpoints with it.
    rmSync(join(town.server.house.config.dataDir, 'log/1.checkpoint'))
    await tamper(
      town.owner,
      ['attest.checkpoint', 'attest.cosignature'],
      'delete from attest.cosignature where etown = 1',
      'delete from attest.checkpoint where etown = 1',
    )
    await town.happen({ subject: 'after the fork' })
    await askWitnesses(town.server.house, 1)
    expect((await log()).alarms).toMatchObject([{ kind: 'fork', who: NAME }])
    expect(told.join()).toContain('没有签名')
    const evidence = readdirSync(join(folder, 'alarms')).filter((name) => name.endsWith('unproven.txt'))
    expect(readFileSync(join(folder, 'alarms', evidence.at(-1) ?? ''), 'utf8')).toContain('--- 送来 brought')
  })

  test('that is silent long enough is an alarm; a retired one is not asked', async () => {
    server.close()
    server.closeAllConnections()
    town.server.clock = new Date(town.server.clock.getTime() + 11 * 60_000)
    await growLogOnce(town.server.house, 1)
    await town.happen({ subject: 'nobody sees it' })
    // Left alone for half a minute after the refusal: a fresh process has no such memory.
    await askWitnesses({ ...town.server.house }, 1)
    expect((await log()).alarms.map(({ kind }) => kind)).toContain('silence')
    await asking(town.server, clerk)(retireWitness, { body: { name: NAME } })
    expect(await askWitnesses({ ...town.server.house }, 1)).toBe(false)
  })
})
