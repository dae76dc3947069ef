import { createServer, type Server } from 'node:net'
import { Aedes, type Client, type PublishPacket } from 'aedes'
import { machineBehind } from '#identity'
import { inEtown } from '#platform/db/act'
import { roomOf } from '#platform/db/house'
import type { House } from '#platform/house'
import type { Actor } from '#platform/http/actor'
import { instrumentOfMachine } from '../db/lab.ts'
import { takeLines } from './intake.ts'

export type Broker = { readonly port: number; stop(): Promise<void> }

const ROLE = 'instrument'
const TOPIC = /^instruments\/([^/]{2,40})\/lines$/
const MOST_BYTES = 1024 * 1024
const CLIENT_MS = 10_000

/** The instrument a key speaks for, and the one e-town it stands in; asked again for each message, so that a revoked key is silent. */
async function instrumentBehind(
  house: House,
  key: string,
): Promise<{ actor: Actor; etown: number } | undefined> {
  const actor = await machineBehind(house, `Bearer ${key}`, house.clock())
  const [held] = [...(actor?.towns ?? [])]
  return actor && held?.[1].roles.includes(ROLE) ? { actor, etown: held[0] } : undefined
}

async function receive(house: House, key: string, { topic, payload }: PublishPacket): Promise<void> {
  const [, serial] = TOPIC.exec(topic) ?? []
  const bytes = Buffer.from(payload)
  if (serial === undefined) throw new Error('publish to instruments/<设备编号>/lines')
  if (bytes.length > MOST_BYTES) throw new Error('too many lines at once')
  const known = await instrumentBehind(house, key)
  if (known === undefined) throw new Error('the key is not in force')
  const { actor, etown } = known
  await inEtown(house.pool, etown, 'write', async (scope) => {
    const db = roomOf(scope.db, 'inspection')
    const instrument = await instrumentOfMachine(db, etown, actor.account)
    if (instrument === undefined || instrument.serial !== serial)
      throw new Error('not the instrument of this key')
    const keeping = { db, etown, now: house.clock(), by: actor.account, announce: scope.announce }
    const { lines, fresh, runs } = await takeLines(keeping, instrument, 'mqtt', bytes)
    const detail = { lines, fresh, runs }
    scope.record({
      actor: actor.account,
      act: 'inspection.send-lines',
      subject: String(instrument.id),
      outcome: 'done',
      detail,
    })
  })
}

/**
 * MQTT 接收 An embedded broker for instruments: each signs in with its own machine key as the password, may publish its own
 * lines and nothing else, and hears nothing. What it is told was received is committed: the acknowledgement follows the
 * transaction, so a line lost with the power is sent again.
 */
export async function openBroker(house: House, port: number): Promise<Broker> {
  const keys = new WeakMap<Client, string>()
  const broker = await Aedes.createBroker({
    authenticate: (client, _name, password, done) => {
      const key = password?.toString('utf8') ?? ''
      instrumentBehind(house, key).then(
        (known) => {
          if (known !== undefined) keys.set(client, key)
          done(null, known !== undefined)
        },
        () => done(null, false),
      )
    },
    authorizePublish: (client, packet, done) => {
      const key = client === null ? undefined : keys.get(client)
      if (key === undefined) return done(new Error('nobody'))
      packet.retain = false
      receive(house, key, packet).then(
        () => done(null),
        (err: Error) => {
          house.log.warn({ err, client: client?.id }, 'device lines not taken')
          done(err)
        },
      )
    },
    authorizeSubscribe: (_client, _subscription, done) => done(null, null),
    connectTimeout: CLIENT_MS,
  })
  const server = createServer(broker.handle)
  await listening(server, port, house.config.host)
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: () =>
      new Promise((resolve) => {
        broker.close(() => server.close(() => resolve()))
      }),
  }
}

const listening = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
