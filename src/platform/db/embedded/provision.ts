import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { EmbeddedError } from './error.ts'
import { SUPERUSER } from './initialise.ts'

/** The database and its owner bear the same name. */
const NAME = 'ezhen'
/** A socket's path must fit into `sockaddr_un`, the shortest of which (macOS) has 104 bytes with the closing zero. */
const SOCKET_PATH_MAX = 103

export type Address = {
  /** The folder of the unix socket, or 127.0.0.1. */
  readonly host: string
  readonly port: number
}

/** A private socket in the home, or a free loopback port where the socket's path would be too long. */
export async function chooseAddress(home: string): Promise<Address> {
  const socket = { host: join(home, 'socket'), port: 5432 }
  const path = join(socket.host, `.s.PGSQL.${socket.port}`)
  return Buffer.byteLength(path) <= SOCKET_PATH_MAX ? socket : { host: '127.0.0.1', port: await freePort() }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

export const ownerUrl = ({ host, port }: Address, password: string): string =>
  `postgresql://${NAME}:${password}@${encodeURIComponent(host)}:${port}/${NAME}`

/**
 * Proves that search sees Chinese, and makes the owner and the database where they are missing. The owner is no
 * superuser, so that whatever works here works on a PostgreSQL of the user's own, where the owner is none either.
 */
export async function provision({ host, port }: Address, password: string): Promise<void> {
  const client = new pg.Client({ host, port, user: SUPERUSER, password, database: 'postgres' })
  await client.connect()
  try {
    await client.query('create extension if not exists pg_trgm')
    const trigrams = await client.query("select from unnest(show_trgm('玉露香梨'))")
    if (trigrams.rowCount === 0) throw blindToChinese()
    const known = await client.query(`select from pg_roles where rolname = '${NAME}'`)
    if (known.rowCount === 0)
      await client.query(`create role ${NAME} login createrole createdb password '${password}'`)
    const made = await client.query(`select from pg_database where datname = '${NAME}'`)
    if (made.rowCount === 0) await client.query(`create database ${NAME} owner ${NAME}`)
  } finally {
    await client.end()
  }
}

const blindToChinese = (): EmbeddedError =>
  new EmbeddedError(
    '本机的字符集使数据库不认汉字 (show_trgm 为空), 名称检索会静默失效。请安装 C.UTF-8 或 en_US.UTF-8 区域设置, 移走数据目录后重启; 或设置 DATABASE_URL。',
    'The C library of this machine gives PostgreSQL no Chinese letters (show_trgm is empty). Install the locale C.UTF-8 or en_US.UTF-8 and start on a new data folder, or set DATABASE_URL.',
  )
