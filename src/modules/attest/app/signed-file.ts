import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../../platform/config.ts'
import { type Checkpoint, readCheckpoint } from '../domain/checkpoint.ts'
import { readNote, signaturesBy } from '../domain/note.ts'
import { namedKey } from './log-keys.ts'
import { machine } from './machine.ts'

type Numbered = { readonly etown: number; readonly number: number }

/**
 * 已签底线 The last checkpoint an e-town's log has signed, as the signed note itself, in a file that restoring the database
 * does not touch. Whoever lost it puts back the newest note that a witness or a holder of a proof has.
 */
export type Floor = Checkpoint & { readonly note: string }

/** A successor begins with no floor; its predecessor's stays beside it. */
const fileOf = (config: Pick<Config, 'dataDir'>, { etown, number }: Numbered): string =>
  join(config.dataDir, 'log', number === 1 ? `${etown}.checkpoint` : `${etown}.${number}.checkpoint`)

/** Undefined where no file is. Throws where its content is not what this log has signed. */
export async function readFloor(
  config: Pick<Config, 'dataDir'>,
  log: Numbered & { readonly origin: string; readonly ed25519: Uint8Array },
): Promise<Floor | undefined> {
  const text = await readFile(fileOf(config, log), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })
  if (text === undefined) return undefined
  const note = readNote(text)
  const checkpoint = note && readCheckpoint(note.text)
  const [signature] =
    note === undefined ? [] : signaturesBy(namedKey(log.origin, 'ed25519', log.ed25519), note)
  const good =
    checkpoint?.origin === log.origin &&
    note !== undefined &&
    signature !== undefined &&
    (await machine.ed25519(log.ed25519, machine.utf8(note.text), signature))
  if (!good || checkpoint === undefined) throw new Error(`${fileOf(config, log)} 不是本日志签过的检查点`)
  return { ...checkpoint, note: text }
}

/** On the disk, not only on its way there, before it resolves. */
export async function writeFloor(
  config: Pick<Config, 'dataDir'>,
  log: Numbered,
  note: string,
): Promise<void> {
  const file = fileOf(config, log)
  const folder = join(config.dataDir, 'log')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}`
  await synced(draft, (handle) => handle.writeFile(note), 'w')
  await rename(draft, file)
  await synced(folder, async () => {}, 'r')
}

async function synced(
  path: string,
  work: (handle: Awaited<ReturnType<typeof open>>) => Promise<void>,
  flags: string,
): Promise<void> {
  await using handle = await open(path, flags, 0o600)
  await work(handle)
  await handle.sync()
}
