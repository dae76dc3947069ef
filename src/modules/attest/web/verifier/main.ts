import { judgeBundle } from '../../domain/bundle.ts'
import { type NoteKey, readKey } from '../../domain/note.ts'
import { readStoredZip } from '../../domain/stored-zip.ts'
import { type Finding, judgeProof, type Reason, type Verdict } from '../../domain/verdict.ts'
import type { VerifierWords } from '../../domain/verifier-words.ts'
import { browserMachine, lackOf } from './browser-machine.ts'

/** The page: fields in, one verdict out. Its markup is in app/verifier-page.ts. */
let language: 'zh' | 'en' = 'zh'
type Words = Readonly<
  Record<'zh' | 'en', VerifierWords & { readonly reasons: Readonly<Record<Reason, string>> }>
>
const at = (id: string): HTMLElement => document.getElementById(id) ?? document.body
const field = (id: string): HTMLInputElement | HTMLTextAreaElement => {
  const found = at(id)
  if (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement) return found
  throw new Error(id)
}
const fileOf = (id: string): File | undefined => {
  const input = field(id)
  return input instanceof HTMLInputElement ? input.files?.[0] : undefined
}

const words: Words = JSON.parse(at('words').textContent)

function line(name: string, text: string): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  return made
}

const reasonOf = (verdict: Verdict & { valid: false }): string =>
  words[language].reasons[verdict.why].replace('{detail}', verdict.detail)

function factsOf({ record, index, origin, witnesses }: Finding): readonly (readonly [string, string])[] {
  const w = words[language]
  const seen = witnesses.map(({ name, seconds }) => `${name} ${new Date(seconds * 1000).toLocaleString()}`)
  return [
    [w.kind, record.kind],
    [w.subject, record.subject],
    [w.at, new Date(record.at).toLocaleString()],
    [w.place, String(index)],
    [w.origin, origin],
    [w.sha256, record.sha256],
    [w.witnesses, seen.join('\n') || w.none],
  ]
}

function shown(verdict: Verdict): readonly HTMLElement[] {
  const w = words[language]
  if (!verdict.valid) return [line('p', `✗ ${reasonOf(verdict)}`)]
  const { says } = verdict
  const list = document.createElement('dl')
  for (const [name, text] of factsOf(says)) list.append(line('dt', name), line('dd', text))
  const beside = says.document === undefined ? '' : w[says.document]
  return [line('p', `✓ ${w.valid}${beside}`), list]
}

function answer(good: boolean, ...parts: readonly HTMLElement[]): void {
  const place = at('verdict')
  place.className = good ? 'good' : 'bad'
  place.replaceChildren(...parts)
  place.focus()
}

const trusted = (): readonly NoteKey[] =>
  field('keys')
    .value.split('\n')
    .flatMap((key) => readKey(key.trim()) ?? [])

async function bytesOf(file: File | undefined): Promise<Uint8Array | undefined> {
  return file && new Uint8Array(await file.arrayBuffer())
}

async function verify(): Promise<void> {
  const lack = await lackOf()
  if (lack !== undefined) {
    const verdict: Verdict = { valid: false, why: 'no-machine', detail: lack }
    return answer(false, ...shown(verdict))
  }
  const trust = { keys: trusted(), quorum: Number(field('quorum').value) || 0 }
  const file = await bytesOf(fileOf('file'))
  if (file?.[0] === 0x50 && file[1] === 0x4b) return verifyBundle(file, trust)
  const proof = file === undefined ? `${field('proof').value.trim()}\n` : browserMachine.text(file)
  const verdict = await judgeProof(
    { ...trust, proof, document: await bytesOf(fileOf('document')) },
    browserMachine,
  )
  answer(verdict.valid, ...shown(verdict))
}

async function verifyBundle(
  zip: Uint8Array,
  trust: { keys: readonly NoteKey[]; quorum: number },
): Promise<void> {
  const w = words[language]
  const files = readStoredZip(zip, browserMachine.text)
  const judged = files && (await judgeBundle(files, trust, browserMachine))
  if (judged === undefined) return answer(false, line('p', `✗ ${w.noBundle}`))
  const bad = judged.misfits.length + judged.records.filter(({ verdict }) => !verdict.valid).length
  answer(
    bad === 0 && judged.records.length > 0,
    line('p', w.bundle.replace('{n}', String(judged.records.length)).replace('{bad}', String(bad))),
    ...judged.misfits.map(({ name, how }) => line('p', `✗ ${name} ${w[how]}`)),
    ...judged.records.flatMap(({ name, verdict }) => [line('h2', name), ...shown(verdict)]),
  )
}

function say(): void {
  const w = words[language]
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  document.title = w.title
  for (const place of document.querySelectorAll<HTMLElement>('[data-word]')) {
    const word = new Map<string, unknown>(Object.entries(w)).get(place.dataset.word ?? '')
    if (typeof word === 'string') place.textContent = word
  }
}

at('other').addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh'
  say()
  at('verdict').replaceChildren()
})
at('form').addEventListener('submit', (event) => {
  event.preventDefault()
  verify().catch((error: unknown) => answer(false, line('p', String(error))))
})
say()
// A QR code brings the whole proof behind the #, which no server ever sees.
if (location.hash.length > 1) {
  field('proof').value = decodeURIComponent(location.hash.slice(1))
  verify().catch(() => undefined)
}
