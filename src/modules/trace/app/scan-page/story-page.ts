import { day, formatDay, formatMinute } from '../../../../kernel/day.ts'
import { type Html, html } from '../../../../platform/http/html.ts'
import { fieldsOf, INPUT_KINDS, STEPS, SUPERVISIONS, UNITS } from '../../contract/index.ts'
import type { CloneVerdict } from '../../domain/clone/verdict.ts'
import { lateness } from '../../domain/missing-links.ts'
import type { Story, StoryStep } from '../scan-story.ts'
import { frame } from './frame.ts'
import type { Language } from './language.ts'
import { type ScanWords, scanWords } from './scan-words.ts'

export type Scanned = {
  readonly serial: string
  /** How often, this time included. */
  readonly scans: number
  /** Epoch milliseconds of the first. */
  readonly first: number
  readonly verdict: CloneVerdict
}

export type StoryPage = {
  readonly language: Language
  readonly story: Story
  readonly town: { readonly name: string; readonly demonstration: boolean }
  /** Where people find us, where that is configured; never what a request says of itself, since drawings are kept. */
  readonly publicUrl: string | undefined
  /** `unknown`: a serial number was asked for that this lot never had. */
  readonly scanned: Scanned | 'unknown' | undefined
  readonly now: Date
}

const momentText = (at: Date): string => formatMinute(at.getTime())

const ICONS = { open: '✓', frozen: '!', failed: '✕', recalled: '✕', unusual: '!', contradicts: '✕' } as const

function stateBanner({ state }: Story, w: ScanWords): Html {
  return html`<div id="state" class="state ${state}" role="${state === 'open' ? 'status' : 'alert'}"><span aria-hidden="true">${ICONS[state]}</span><p>${w[state]}</p></div>`
}

/** Shown by the script alone: without one, and without a click, nobody is asked where they are. */
function placeCard({ story }: StoryPage, serial: string, w: ScanWords): Html {
  const to = `/scan-place/${story.item.gtin}/${story.lot.code}/${serial}`
  return html`<p id="place" class="small" hidden data-to="${to}" data-done="${w.placeDone}" data-failed="${w.placeFailed}"><button type="button">${w.place}</button> ${w.placeNote} </p><script src="/scan-place.js" defer></script>`
}

type Judged = Pick<CloneVerdict, 'level' | 'reasons'>
/** How the scans sit with one pack; how many they are, and of which pack, is put in HERE. */
function scanCard(page: StoryPage, { level, reasons: known }: Judged, w: ScanWords): Html {
  const reasons = known.map(({ reason, n }) => html`<li>${w.reasons[reason](n)}</li>`)
  const looks = level === 'consistent' ? 'card' : `state ${level}`
  return html`<section class="${looks}" aria-label="${w.serial}"><div><p><strong>${HERE}</strong></p>
<p>${w.verdicts[level]}</p>${reasons.length > 0 && html`<ul>${reasons}</ul>`}<p>${w.verdictNote}</p>${placeCard(page, HERE, w)}</div></section>`
}

const UNREMARKABLE: Judged = { level: 'consistent', reasons: [] }

/** One's own card: of nearly every pack it says the same, which is drawn with the page. */
function ownCard(page: StoryPage, usual: readonly string[], w: ScanWords): Html {
  const { scanned } = page
  if (scanned === undefined) return html`<p class="small">${w.noSerial}</p>`
  if (scanned === 'unknown')
    return html`<div class="state contradicts" role="alert"><span aria-hidden="true">✕</span><p>${w.unknownSerial}</p></div>`
  const { serial, scans, first, verdict } = scanned
  const remarkable = verdict.level !== 'consistent' || verdict.reasons.length > 0
  const [before = '', middle = '', end = ''] = remarkable ? parted(scanCard(page, verdict, w)) : usual
  const own = html`${w.nth(scans, formatMinute(first))}`
  return { safe: [before, own.safe, middle, html`${serial}`.safe, end].join('') }
}

function facts({ story, language }: StoryPage, w: ScanWords): Html {
  const { item, lot, producer, places, county } = story
  const row = (what: string, text: string | undefined) =>
    text !== undefined && html`<dt>${what}</dt><dd>${text}</dd>`
  const where = [
    ...new Set(
      places.map((p) => [county, p.place, p.name, p.areaMu && `${p.areaMu} 亩`].filter(Boolean).join(' · ')),
    ),
  ]
  return html`<dl class="card">${row(w.by, producer.name)}${row(w.code, producer.creditCode)}${row(w.subjectCode, producer.subjectCode)}${row(w.where, where.length > 0 ? where.join('；') : county)}
${row(w.lot, `${lot.code}（${w.made[lot.origin]}）`)}${row(w.quantity, `${grouped(lot.quantity)} ${UNITS[item.unit][language]}`)}
${row(w.shelf, item.shelfDays === undefined ? undefined : w.days(item.shelfDays))}
${HERE}${row('GTIN', item.gtin)}</dl>`
}

/** `1200.5` as `1,200.5`. */
const grouped = (number: string): string =>
  /^\d+(\.\d+)?$/.test(number) ? number.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',') : number

/** What a field says, in the reader's language where it was chosen from a list. */
function factText({ language }: StoryPage, step: StoryStep, name: string): string {
  const value = step.facts[name] ?? ''
  const field = fieldsOf(step.kind)[name]
  const chosen = Object.entries(INPUT_KINDS).find(([key]) => key === value)?.[1]
  if (field?.type === 'choice') return chosen?.[language] ?? value
  const harvested = step.kind === 'harvest' && name === 'quantity'
  const unit = harvested ? UNITS[step.unit][language] : field?.unit
  return field?.type === 'number' ? `${grouped(value)} ${unit ?? ''}`.trim() : value
}

/** 凭什么 One short tag a record; what it means stands above the list. */
function proofTag({ source, photos }: StoryStep, w: ScanWords): Html {
  const tags = [
    ...(photos.length > 0 ? [`▣ ${w.proofs.photo}`] : []),
    ...(source === 'device' ? [`◉ ${w.proofs.device}`] : []),
    ...(source === 'third-party' ? [`◆ ${w.proofs.third}`] : []),
  ]
  return tags.length > 0
    ? html`<span class="tag good">${tags.join(' ')}</span>`
    : html`<span class="tag">✎ ${w.proofs.typed}</span>`
}

function stepItem(page: StoryPage, step: StoryStep, w: ScanWords): Html {
  const { language, story } = page
  const fields = Object.entries(fieldsOf(step.kind)).filter(
    ([name, field]) => !field.internal && step.facts[name] !== undefined,
  )
  const { unit, n } = lateness(step.occurredAt.getTime(), step.enteredAt.getTime())
  const photo = (sha: string) =>
    html`<img loading="lazy" src="/scan-photo/${story.item.gtin}/${story.lot.code}/${sha}" alt="${STEPS[step.kind][language]}" width="640">`
  return html`<li class="${step.corrected ? 'corrected' : ''}"><h3>${STEPS[step.kind][language]} ${proofTag(step, w)}</h3>
<p class="small">${w.occurred} ${momentText(step.occurredAt)} · ${step.party}</p>
<dl>${fields.map(([name, field]) => html`<dt>${field[language]}</dt><dd>${factText(page, step, name)}</dd>`)}</dl>
<p class="small">${w.enteredBy} ${step.enteredBy} · ${w.entered} ${momentText(step.enteredAt)}（${w.late[unit](n)}）</p>
${step.phone && html`<p class="small">${w.onPhone(momentText(new Date(step.phone.savedAt)))}</p>${step.phone.skewed && html`<p class="small weak">${w.skew(Math.round(step.phone.skewSeconds / 60))}</p>`}`}
${step.corrected && html`<p class="small weak">${w.corrected}</p>`}${step.corrects && html`<p class="small">${w.correction}</p>`}
${step.photos.length > 0 && html`<details><summary>${w.photos(step.photos.length)}</summary>${step.photos.map(photo)}</details>`}</li>`
}

/** More than six records are folded after the first three. */
const ALL_SHOWN = 6
const FIRST_SHOWN = 3

function steps(page: StoryPage, w: ScanWords): Html {
  const items = page.story.steps.map((step) => stepItem(page, step, w))
  if (items.length === 0) return html`<p>${w.noStory}</p>`
  const folded = items.length > ALL_SHOWN ? items.slice(FIRST_SHOWN) : []
  const shown = items.slice(0, items.length - folded.length)
  return html`<p class="small">${w.proofNote}</p><ol>${shown}</ol>${
    folded.length > 0 &&
    html`<details><summary>${w.moreSteps(folded.length)}</summary><ol>${folded}</ol></details>`
  }`
}

/** Says no more than the page behind it shows. */
function proofLink({ story, language }: StoryPage, w: ScanWords): Html {
  const { item, lot } = story
  const href = `/scan-proof/${item.gtin}/${lot.code}?lang=${language}`
  return html`<p class="card">${w.logged} <a id="check" href="${href}">${w.check}</a></p>`
}

/** One line that ten seconds are enough for. */
function harvestLine({ harvest }: Story, w: ScanWords): Html | false {
  if (harvest === undefined) return false
  const { on, last, kept } = harvest
  const applied =
    last === undefined
      ? w.noneApplied
      : `${w.lastApplied(formatDay(last.application.on), last.daysBefore, last.application.intervalDays)} ${kept ? '✓' : ''}`
  return html`<p class="card"><strong>${w.harvestedOn(formatDay(on))}</strong> · ${applied}${!kept && html` <strong class="weak">✕ ${w.intervalBroken}</strong>`}</p>`
}

function missing({ missing: kinds }: Story, language: Language, w: ScanWords): Html {
  const list = kinds.map((kind) => STEPS[kind][language]).join(language === 'zh' ? '、' : ', ')
  return html`<h2>${w.missing}</h2>${kinds.length === 0 ? html`<p>${w.noneMissing}</p>` : html`<div class="card"><p class="weak"><strong>${list}</strong></p><p class="small">${w.missingNote}</p></div>`}`
}

function supervision({ supervisions }: Story, language: Language, w: ScanWords): Html {
  const rows = supervisions.map(
    ({ kind, said, at, paper }) =>
      html`<li><h3>${SUPERVISIONS[kind][language]} ${paper && html`<span class="tag good">▣ ${w.paper}</span>`}</h3><p class="small">${momentText(at)}</p><p>${said}</p></li>`,
  )
  return html`<h2>${w.supervision}</h2>${rows.length === 0 ? html`<p>${w.noSupervision}</p>` : html`<ol>${rows}</ol>`}`
}

const PROOF_ICONS = { passed: '✓', failed: '✕', pending: '…' } as const

function proofs({ proofs: known, lot }: Story, language: Language, w: ScanWords): Html {
  if (known === undefined) return html`<p class="card">${w.noInspection}</p>`
  if (known.length === 0) return html`<p class="card">${w.proofNone}</p>`
  const items = known.map(
    (
      one,
    ) => html`<li><h3>${one.title[language]} <span class="tag ${one.result === 'passed' && 'good'}">${PROOF_ICONS[one.result]} ${one.word?.[language] ?? w.proofResults[one.result]}</span></h3>
<p class="small">${w.proofKinds[one.kind]}${one.on !== undefined && html` · ${formatDay(day(one.on))}`}${one.lot !== lot.id && html` · ${w.proofLot(one.code)}`}</p>
${one.lines.map((line) => html`<p>${line[language]}</p>`)}${one.href !== undefined && html`<p><a href="${one.href}">${w.see}</a></p>`}</li>`,
  )
  return html`<ol>${items}</ol>`
}

/** Stands where one's own goes; no text from the database can hold it. */
const HERE = '\0'
const parted = ({ safe }: Html): readonly string[] => safe.split(HERE)

/** What is the same for everybody who scans this lot: drawn once for each story and language. */
const drawn = { zh: new WeakMap<Story, Drawn>(), en: new WeakMap<Story, Drawn>() }
type Drawn = {
  /** Before the scan; between it and the number of the pack; between that and the moment of reading; after it. */
  readonly page: readonly string[]
  /** The card of a pack with nothing remarkable: before the count, between that and the number of the pack, after it. */
  readonly card: readonly string[]
}

function drawnOf(page: StoryPage, w: ScanWords): Drawn {
  const before = drawn[page.language].get(page.story)
  if (before !== undefined) return before
  const now = { page: parted(wholePage(page, w)), card: parted(scanCard(page, UNREMARKABLE, w)) }
  drawn[page.language].set(page.story, now)
  return now
}

function wholePage(page: StoryPage, w: ScanWords): Html {
  const { story, language, town, publicUrl } = page
  const sources = story.sources.map(
    (one) => html`<li>${one.code} · ${grouped(one.quantity)} ${UNITS[one.unit][language]}</li>`,
  )
  const body = html`${stateBanner(story, w)}<h1>${story.item.name}</h1><p class="small">${story.item.spec}</p>
${harvestLine(story, w)}${HERE}${facts(page, w)}<h2>${w.inspection}</h2>${proofs(story, language, w)}
<h2>${w.story}</h2>${steps(page, w)}${proofLink(page, w)}
${missing(story, language, w)}${sources.length > 0 && html`<h2>${w.sources}</h2><ul>${sources}</ul>`}${supervision(story, language, w)}`
  const foot = html`<p class="small">${town.name} · ${story.item.restricted ? w.restricted : w.gs1}</p><p class="small">${w.said}</p><p class="small">${w.asOf} ${HERE}</p>`
  return frame({
    language,
    title: story.item.name,
    other: language === 'zh' ? '?lang=en' : '?lang=zh',
    demonstration: town.demonstration,
    canonical: publicUrl && `${publicUrl.replace(/\/$/, '')}/scan/01/${story.item.gtin}/10/${story.lot.code}`,
    body,
    foot,
  })
}

/** 扫码页 What, who, where, when; who wrote it down, when, how late, backed by what; and what is missing. */
export function storyPage(page: StoryPage): string {
  const w = scanWords[page.language]
  const { page: pieces, card } = drawnOf(page, w)
  const [before = '', middle = '', rest = '', end = ''] = pieces
  const { scanned } = page
  const pack = typeof scanned === 'object' ? html`<dt>${w.serial}</dt><dd>${scanned.serial}</dd>`.safe : ''
  // Text, not bytes: Node sends it in one piece with the headers.
  return [before, ownCard(page, card, w).safe, middle, pack, rest, momentText(page.now), end].join('')
}
