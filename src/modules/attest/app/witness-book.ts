import { createHash, createPrivateKey, sign } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Checkpoint, cosignatureBytes, cosignedText, readCheckpoint } from '../domain/checkpoint.ts'
import { type NoteKey, readNote, signatureLine } from '../domain/note.ts'
import { namedKey, newEd25519Key, rawPublicKey } from './log-keys.ts'

/** 见证簿 What a witness keeps in its folder: its key, the last checkpoint of each log it has signed, and its alarms. */
export type WitnessBook = {
  readonly key: NoteKey
  seen(origin: string): Checkpoint | undefined
  /** Signs, with the time, and keeps: on the disk before the line is given away. */
  cosign(checkpoint: Checkpoint, note: string, text: string, at: Date): Promise<string>
  /** Keeps what was brought, and what had been seen, as evidence. */
  alarm(kind: string, origin: string, evidence: string, at: Date): Promise<void>
}

const fileOf = (origin: string): string =>
  `${createHash('sha256').update(origin).digest('hex').slice(0, 32)}.note`

async function written(file: string, text: string): Promise<void> {
  const draft = `${file}.draft`
  {
    await using handle = await open(draft, 'w', 0o600)
    await handle.writeFile(text)
    await handle.sync()
  }
  await rename(draft, file)
}

export async function openWitnessBook(folder: string, name: string): Promise<WitnessBook> {
  const logs = join(folder, 'logs')
  const alarms = join(folder, 'alarms')
  await mkdir(logs, { recursive: true, mode: 0o700 })
  await mkdir(alarms, { recursive: true, mode: 0o700 })
  const keyFile = join(folder, 'witness.ed25519.pem')
  await writeFile(keyFile, newEd25519Key(), { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    },
  )
  const privateKey = createPrivateKey(await readFile(keyFile))
  const key = namedKey(name, 'cosignature', rawPublicKey(privateKey))
  const seen = new Map<string, Checkpoint>()
  for (const file of await readdir(logs)) {
    if (!file.endsWith('.note')) continue
    const note = readNote(await readFile(join(logs, file), 'utf8'))
    const checkpoint = note && readCheckpoint(note.text)
    if (checkpoint === undefined) throw new Error(`见证簿里的 ${file} 读不出，请从备份恢复`)
    seen.set(checkpoint.origin, checkpoint)
  }
  return {
    key,
    seen: (origin) => seen.get(origin),
    async cosign(checkpoint, note, text, at) {
      const seconds = Math.floor(at.getTime() / 1_000)
      const made = sign(null, Buffer.from(cosignedText(seconds, text), 'utf8'), privateKey)
      const line = signatureLine(key, cosignatureBytes(seconds, made))
      await written(join(logs, fileOf(checkpoint.origin)), note + line)
      seen.set(checkpoint.origin, checkpoint)
      return line
    },
    async alarm(kind, origin, evidence, at) {
      const before = await readFile(join(logs, fileOf(origin)), 'utf8').catch(() => '')
      const stamp = at.toISOString().replaceAll(':', '-')
      await writeFile(
        join(alarms, `${stamp}-${kind}.txt`),
        `${kind} ${origin}\n\n--- 已见 seen\n${before}\n--- 送来 brought\n${evidence}`,
      )
    },
  }
}
