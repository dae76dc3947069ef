import { toHex } from '../domain/base64.ts'
import { judgeBundle } from '../domain/bundle.ts'
import { commitmentInput, readOpening } from '../domain/leaf.ts'
import { type NoteKey, readKey, readNote, signaturesBy } from '../domain/note.ts'
import { readProofText } from '../domain/proof-text.ts'
import { readStoredZip } from '../domain/stored-zip.ts'
import { judgeProof, type Verdict } from '../domain/verdict.ts'
import { REASONS } from '../domain/verdict-words.ts'
import { isItself } from './log-keys.ts'
import { machine, sm3 } from './machine.ts'
import { verifySm2 } from './sm2.ts'

/** What a file has been found to be, in sentences of both languages. */
export type Judged = { readonly valid: boolean; readonly lines: readonly string[] }

type Trust = {
  readonly keys: readonly NoteKey[]
  readonly quorum: number
  readonly document: Uint8Array | undefined
}

/** A key from a line, if it is one and carries its own id. */
export function readTrustedKey(line: string): NoteKey | undefined {
  const key = readKey(line)
  return key && isItself(key) ? key : undefined
}

/** Judges a proof or a whole bundle, SM2 and SM3 with it. */
export async function judgeFile(bytes: Uint8Array, trust: Trust): Promise<Judged> {
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b
  if (!zipped) {
    const proof = machine.text(bytes)
    const verdict = await judgeProof({ ...trust, proof }, machine)
    const rail = secondRail(proof, trust.keys)
    return { valid: verdict.valid && rail.valid, lines: [...linesOf(verdict), ...rail.lines] }
  }
  const files = readStoredZip(bytes, machine.text)
  const judged = files && (await judgeBundle(files, trust, { ...machine, sm3 }))
  if (files === undefined || judged === undefined) {
    return { valid: false, lines: ['这个 zip 不是证据包 / this zip is no evidence bundle'] }
  }
  const records = judged.records.map(({ name, verdict }) => {
    const proof = files.find((file) => file.name === name)
    return { name, verdict, rail: secondRail(machine.text(proof?.bytes ?? new Uint8Array()), trust.keys) }
  })
  const fits = judged.misfits.length === 0 && records.length > 0
  return {
    valid: fits && records.every(({ verdict, rail }) => verdict.valid && rail.valid),
    lines: [
      ...judged.misfits.map(({ name, how }) => `✗ ${name} ${MISFITS[how]}`),
      ...records.flatMap(({ name, verdict, rail }) => [name, ...linesOf(verdict), ...rail.lines]),
    ],
  }
}

const MISFITS = {
  changed: '与清单不符，被改过 / changed since the manifest',
  unlisted: '清单里没有 / not in the manifest',
  missing: '清单里有，包里没有 / missing',
} as const

function linesOf(verdict: Verdict): readonly string[] {
  if (!verdict.valid) {
    const { zh, en } = REASONS[verdict.why]
    return [`✗ ${zh} / ${en}`.replaceAll('{detail}', verdict.detail)]
  }
  const { record, index, size, origin, witnesses, document } = verdict.says
  const found = { content: '，文件就是它所证明的那一份', evidence: '，文件是它所依据的证据之一', none: '' }
  return [
    `✓ ${record.kind} ${record.subject} ${record.at}，日志 ${origin} 第 ${index} 号（共 ${size}）${found[document ?? 'none']}`,
    ...witnesses.map(({ name, seconds }) => `  见证 ${name} ${new Date(seconds * 1_000).toISOString()}`),
  ]
}

/** What the page cannot see: the SM2 line of the checkpoint and the SM3 commitment of the leaf. */
function secondRail(proof: string, keys: readonly NoteKey[]): Judged {
  const read = readProofText(proof)
  const note = read && readNote(read.checkpoint)
  const opening = read?.extra && readOpening(read.extra)
  if (read === undefined || note === undefined) return { valid: false, lines: [] }
  const wrong: string[] = []
  const right: string[] = []
  for (const key of keys.filter(({ kind }) => kind === 'sm2')) {
    for (const signature of signaturesBy(key, note)) {
      const good = verifySm2(machine.utf8(note.text), signature, key.key)
      if (good) right.push('  SM2 签名有效 / the SM2 signature holds')
      else wrong.push('✗ 检查点的 SM2 签名不对 / the SM2 signature of the checkpoint is wrong')
    }
  }
  if (opening !== undefined && toHex(sm3(commitmentInput(opening))) !== toHex(opening.sm3)) {
    wrong.push('✗ SM3 承诺不对 / the SM3 commitment is wrong')
  }
  return { valid: wrong.length === 0, lines: [...right, ...wrong] }
}
