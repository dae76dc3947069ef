import { keyIn } from '../../../kernel/keys.ts'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import type { AloneCall, RawAnswer } from '../../../platform/http/route.ts'
import { recordsPage, type ShownRecord } from '../../attest/public.ts'
import { fieldsOf, ORIGINS, SOURCES, STEPS, SUPERVISIONS, type scanProof, UNITS } from '../contract/index.ts'
import { parseDigitalLink } from '../domain/gs1/digital-link.ts'
import { findCode } from './find-code.ts'
import { hasLot, htmlAnswer } from './scan.ts'
import { type Language, languageOf } from './scan-page/language.ts'
import { scanWords } from './scan-page/scan-words.ts'
import { sorryPage } from './scan-page/sorry-page.ts'
import { statedLot, statedPhoto, statedStep, statedSupervision } from './statements.ts'
import { storyRows } from './story-rows.ts'

type Labels = Readonly<Record<string, string>>
type Rows = Awaited<ReturnType<typeof storyRows>>

/** 自己核验 Every record the scan page tells of, with its proof, in one page that the phone checks by itself. */
export async function scanProofIn(call: AloneCall<typeof scanProof, 'trace'>): Promise<Outcome<RawAnswer>> {
  const language = languageOf(call)
  const sorry = () => htmlAnswer(404, sorryPage('unknown', language).safe)
  const { gtin, lot: code } = call.params
  const link = parseDigitalLink(`https://scan.invalid/01/${gtin}/10/${code}`)
  const found = link.ok ? await findCode(call.house, link.value) : undefined
  if (!hasLot(found)) return sorry()
  const { etown, lot, item } = found
  const page = await inEtown(call.house.pool, etown.id, 'read', async ({ db }) => {
    const rows = await storyRows(roomOf(db, 'trace'), etown.id, lot.id)
    return recordsPage(db, etown, {
      language,
      title: `${item.name} ${lot.code}`,
      back: `/scan/01/${gtin}/10/${code}?lang=${language}`,
      demonstration: etown.demonstration ? scanWords[language].demonstration : undefined,
      records: [...lotsIn(rows, language), ...stepsIn(rows, language), ...supervisionsIn(rows, language)],
    })
  })
  return page === undefined ? sorry() : granted(page)
}

type Both = { readonly zh: string; readonly en: string }

/** `origin=harvest` → 采收. */
const valuesOf = (member: string, words: Readonly<Record<string, Both>>, language: Language): Labels =>
  Object.fromEntries(Object.entries(words).map(([value, both]) => [`${member}=${value}`, both[language]]))

function lotsIn({ lots, items }: Rows, language: Language): ShownRecord[] {
  const w = scanWords[language]
  return lots.flatMap((lot) => {
    const item = items.find(({ id }) => id === lot.item)
    if (item === undefined) return []
    const labels = {
      code: w.lot,
      gtin: 'GTIN',
      madeOn: w.madeOn,
      quantity: w.quantity,
      unit: w.unit,
      origin: w.origin,
      ...valuesOf('unit', UNITS, language),
      ...valuesOf('origin', ORIGINS, language),
    }
    return [{ ...statedLot(lot, item), heading: `${w.lot} ${lot.code}`, labels }]
  })
}

function stepsIn({ own }: Rows, language: Language): ShownRecord[] {
  const w = scanWords[language]
  return own.flatMap((row) => {
    const kind = keyIn(STEPS, row.kind)
    const heading = STEPS[kind][language]
    const photos = row.photos.map((sha256) => ({
      ...statedPhoto({ step: row.id, sha256 }),
      heading: `${heading} · ${w.proofs.photo}`,
      labels: { sha256: 'SHA-256' },
    }))
    const labels = {
      occurredAt: w.occurred,
      enteredAt: w.entered,
      entry: w.entry,
      ...valuesOf('entry', SOURCES, language),
      ...factLabels(kind, language),
    }
    return [{ ...statedStep(row), heading, labels }, ...photos]
  })
}

function factLabels(kind: keyof typeof STEPS, language: Language): Labels {
  const labels = Object.entries(fieldsOf(kind)).map(([name, field]) => ({
    [name]: field.unit ? `${field[language]}（${field.unit}）` : field[language],
    ...valuesOf(name, field.choices ?? {}, language),
  }))
  return Object.assign({}, ...labels)
}

const supervisionsIn = ({ supervisions }: Rows, language: Language): ShownRecord[] =>
  supervisions.map((row) => ({
    ...statedSupervision(row),
    heading: SUPERVISIONS[keyIn(SUPERVISIONS, row.kind)][language],
    labels: { said: scanWords[language].found },
  }))
