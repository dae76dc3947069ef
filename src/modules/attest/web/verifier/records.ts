import { type NoteKey, readKey } from '../../domain/note.ts'
import { judgeProof, type Reason, type Verdict } from '../../domain/verdict.ts'
import type { RecordsWords } from '../../domain/verifier-words.ts'
import { lackOf } from './browser-machine.ts'
import { patientMachine } from './patient-machine.ts'

/** The page of many records: their texts and proofs are in it, and are held against each other here. Its markup is in app/records-page.ts. */
type Labels = Readonly<Record<string, string>>
type Data = {
  readonly keys: readonly string[]
  readonly records: readonly {
    readonly content: string
    readonly proof?: string
    readonly labels: Labels
  }[]
  readonly words: RecordsWords
  readonly reasons: Readonly<Record<Reason, string>>
}
const at = (id: string): HTMLElement => document.getElementById(id) ?? document.body
const data: Data = JSON.parse(at('data').textContent)
const { words } = data

const filled = (text: string, values: Readonly<Record<string, unknown>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]))

const IN_CHINA = { timeZone: 'Asia/Shanghai', dateStyle: 'long' } as const
const spoken = document.documentElement.lang

/** What a value says to a reader: a known word, a day or a time of China's, else itself. */
function said(name: string, value: string, labels: Labels): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value))
    return new Date(value).toLocaleString(spoken, { ...IN_CHINA, timeStyle: 'short' })
  if (/^\d{4}-\d\d-\d\d$/.test(value))
    return new Date(`${value}T00:00:00+08:00`).toLocaleDateString(spoken, IN_CHINA)
  return labels[`${name}=${value}`] ?? value
}

const flat = (content: object): readonly (readonly [string, unknown])[] =>
  Object.entries(content).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? flat(value) : [[name, value]],
  )

/** The text that was checked, and nothing else, in the order of its labels; what has none is in the whole text below. */
function lines(content: object, labels: Labels): readonly (readonly [string, string])[] {
  const values = new Map(flat(content))
  return Object.entries(labels).flatMap(([name, label]) => {
    const value = values.get(name)
    return value === undefined || value === null || value === ''
      ? []
      : [[label, said(name, String(value), labels)]]
  })
}

function show(place: HTMLElement, content: string, labels: Labels): void {
  const list = document.createElement('dl')
  for (const [name, value] of lines(JSON.parse(content), labels)) {
    for (const [tag, text] of [
      ['dt', name],
      ['dd', value],
    ] as const) {
      const made = document.createElement(tag)
      made.textContent = text
      list.append(made)
    }
  }
  place.querySelector('.mark')?.after(list)
}

function outcome(verdict: Verdict): string {
  if (!verdict.valid) return `✗ ${filled(data.reasons[verdict.why], verdict)}`
  const { index, witnesses } = verdict.says
  const names = witnesses.map(({ name }) => name).join('、')
  return `✓ ${filled(words.good, { index })}${names === '' ? '' : ` ${words.witnesses}${names}`}`
}

async function run(): Promise<void> {
  const sum = at('sum')
  const missing = await lackOf()
  const lack = missing === 'Ed25519' ? undefined : missing
  const keys: readonly NoteKey[] = data.keys.flatMap((key) => readKey(key) ?? [])
  let [bad, waiting, witnessed] = [0, 0, false]
  for (const [i, { content, proof, labels }] of data.records.entries()) {
    const place = at(`r${i}`)
    const mark = place.querySelector('.mark') ?? place
    show(place, content, labels)
    if (proof === undefined) {
      waiting++
      mark.textContent = `… ${words.absent}`
      continue
    }
    const asked = { proof, keys, quorum: 0, document: patientMachine.utf8(content) }
    const verdict: Verdict =
      lack === undefined
        ? await judgeProof(asked, patientMachine)
        : { valid: false, why: 'no-machine', detail: lack }
    if (!verdict.valid) bad++
    else if (verdict.says.witnesses.length > 0) witnessed = true
    mark.className = verdict.valid ? 'mark good' : 'mark bad'
    mark.textContent = outcome(verdict)
  }
  const n = data.records.length
  const wrong =
    lack === undefined ? filled(words.bad, { n, bad }) : filled(data.reasons['no-machine'], { detail: lack })
  sum.className = bad > 0 ? 'bad' : waiting > 0 ? '' : 'good'
  sum.textContent =
    (bad > 0
      ? `✗ ${wrong}`
      : waiting < n
        ? `✓ ${filled(words.all, { n: n - waiting })}${witnessed ? '' : words.noWitness}`
        : '') + (waiting > 0 ? ` ${filled(words.waiting, { waiting })}` : '')
}

run().catch((error: unknown) => {
  at('sum').textContent = `✗ ${String(error)}`
})
