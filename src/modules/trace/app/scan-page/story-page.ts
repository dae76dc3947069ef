import { dayOfInstant, formatDay } from '../../../../kernel/day.ts'
import { type Html, html } from '../../../../platform/http/html.ts'
import { fieldsOf, INPUT_KINDS, SOURCES, STEPS, SUPERVISIONS, UNITS } from '../../contract/index.ts'
import type { ScanSum } from '../../db/scans.ts'
import type { CloneVerdict } from '../../domain/clone/verdict.ts'
import { lateness } from '../../domain/missing-links.ts'
import type { Story, StoryStep } from '../scan-story.ts'
import { frame } from './frame.ts'
import type { Language } from './language.ts'
import { type ScanWords, scanWords } from './scan-words.ts'

export type Scanned = {
  readonly serial: string
  readonly sum: ScanSum
  readonly verdict: CloneVerdict
}

export type StoryPage = {
  readonly language: Language
  readonly story: Story
  readonly town: { readonly name: string; readonly demonstration: boolean }
  /** `unknown`: a serial number was asked for that this lot never had. */
  readonly scanned: Scanned | 'unknown' | undefined
  readonly now: Date
  /** The verifier with the proof of the lot's record; undefined until a signed checkpoint covers it. */
  readonly proofAt?: string | undefined
}

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})
const dayText = (at: Date): string => formatDay(dayOfInstant(at.getTime()))
const momentText = (at: Date): string => `${dayText(at)} ${CLOCK.format(at)}`

const ICONS = { open: '✓', frozen: '!', recalled: '✕', unusual: '!', contradicts: '✕' } as const

function stateBanner({ state }: Story, w: ScanWords): Html {
  return html`<div id="state" class="state ${state}" role="${state === 'open' ? 'status' : 'alert'}"><span aria-hidden="true">${ICONS[state]}</span><p>${w[state]}</p></div>`
}

function scanCard({ scanned }: StoryPage, w: ScanWords): Html {
  if (scanned === undefined) return html`<p class="small">${w.noSerial}</p>`
  if (scanned === 'unknown')
    return html`<div class="state contradicts" role="alert"><span aria-hidden="true">✕</span><p>${w.unknownSerial}</p></div>`
  const { sum, verdict } = scanned
  const reasons = verdict.reasons.map(({ reason, n }) => html`<li>${w.reasons[reason](n)}</li>`)
  const looks = verdict.level === 'consistent' ? 'card' : `state ${verdict.level}`
  return html`<section class="${looks}" aria-label="${w.serial}"><div><p><strong>${w.nth(sum.scans, momentText(sum.first_at))}</strong></p>
<p>${w.verdicts[verdict.level]}</p>${reasons.length > 0 && html`<ul>${reasons}</ul>`}<p>${w.verdictNote}</p></div></section>`
}

function facts({ story, scanned }: StoryPage, language: Language, w: ScanWords): Html {
  const { item, lot, producer, places, county } = story
  const row = (what: string, text: string | undefined) =>
    text !== undefined && html`<dt>${what}</dt><dd>${text}</dd>`
  const where = [
    ...new Set(
      places.map((p) => [county, p.place, p.name, p.areaMu && `${p.areaMu} 亩`].filter(Boolean).join(' · ')),
    ),
  ]
  return html`<dl class="card">${row(w.by, producer.name)}${row(w.code, producer.creditCode)}${row(w.where, where.length > 0 ? where.join('；') : county)}
${row(w.lot, `${lot.code}（${w.made[lot.origin]}）`)}${row(w.quantity, `${lot.quantity} ${UNITS[item.unit][language]}`)}
${row(w.shelf, item.shelfDays === undefined ? undefined : w.days(item.shelfDays))}
${row(w.serial, typeof scanned === 'object' ? scanned.serial : undefined)}${row('GTIN', item.gtin)}</dl>`
}

/** What a field says, in the reader's language where it was chosen from a list. */
function factText(step: StoryStep, name: string, language: Language): string {
  const value = step.facts[name] ?? ''
  const field = fieldsOf(step.kind)[name]
  const chosen = Object.entries(INPUT_KINDS).find(([key]) => key === value)?.[1]
  if (field?.type === 'choice') return chosen?.[language] ?? value
  return field?.unit ? `${value} ${field.unit}` : value
}

function stepItem(page: StoryPage, step: StoryStep, w: ScanWords): Html {
  const { language, story } = page
  const fields = Object.entries(fieldsOf(step.kind)).filter(
    ([name, field]) => !field.internal && step.facts[name] !== undefined,
  )
  const { unit, n } = lateness(step.occurredAt.getTime(), step.enteredAt.getTime())
  const proofs = [
    ...(step.photos.length > 0 ? [w.photos(step.photos.length)] : []),
    ...(step.source === 'device' || step.source === 'third-party' ? [SOURCES[step.source][language]] : []),
  ]
  const photo = (sha: string) =>
    html`<img loading="lazy" src="/scan-photo/${story.item.gtin}/${story.lot.code}/${sha}" alt="${STEPS[step.kind][language]}" width="640">`
  return html`<li class="${step.corrected ? 'corrected' : ''}"><h3>${STEPS[step.kind][language]}</h3>
<p class="small">${w.occurred} ${momentText(step.occurredAt)} · ${step.party}</p>
<dl>${fields.map(([name, field]) => html`<dt>${field[language]}</dt><dd>${factText(step, name, language)}</dd>`)}</dl>
<p class="small">${w.enteredBy} ${step.enteredBy} · ${w.entered} ${momentText(step.enteredAt)}（${w.late[unit](n)}）</p>
${step.phone && html`<p class="small">${w.onPhone(momentText(new Date(step.phone.savedAt)))}</p>${step.phone.skewed && html`<p class="small weak">${w.skew(Math.round(step.phone.skewSeconds / 60))}</p>`}`}
<p class="small ${proofs.length > 0 ? '' : 'weak'}">${w.backed}：${proofs.length > 0 ? proofs.join('、') : w.noProof}</p>
${step.corrected && html`<p class="small weak">${w.corrected}</p>`}${step.corrects && html`<p class="small">${w.correction}</p>`}
${step.photos.length > 0 && html`<details><summary>${w.photos(step.photos.length)}</summary>${step.photos.map(photo)}</details>`}</li>`
}

function missing({ missing: kinds }: Story, language: Language, w: ScanWords): Html {
  const list = kinds.map((kind) => STEPS[kind][language]).join(language === 'zh' ? '、' : ', ')
  return html`<h2>${w.missing}</h2>${kinds.length === 0 ? html`<p>${w.noneMissing}</p>` : html`<div class="card"><p class="weak"><strong>${list}</strong></p><p class="small">${w.missingNote}</p></div>`}`
}

function supervision({ supervisions }: Story, language: Language, w: ScanWords): Html {
  const rows = supervisions.map(
    ({ kind, said, at }) =>
      html`<li><h3>${SUPERVISIONS[kind][language]}</h3><p class="small">${momentText(at)}</p><p>${said}</p></li>`,
  )
  return html`<h2>${w.supervision}</h2>${rows.length === 0 ? html`<p>${w.noSupervision}</p>` : html`<ol>${rows}</ol>`}`
}

/** 扫码页 What, who, where, when; who wrote it down, when, how late, backed by what; and what is missing. */
export function storyPage(page: StoryPage): Html {
  const { language, story, town, now, proofAt } = page
  const w = scanWords[language]
  const sources = story.sources.map(
    (one) => html`<li>${one.code} · ${one.quantity} ${UNITS[story.item.unit][language]}</li>`,
  )
  const body = html`${stateBanner(story, w)}<h1>${story.item.name}</h1><p class="small">${story.item.spec}</p>
${scanCard(page, w)}${facts(page, language, w)}
<h2>${w.inspection}</h2><p class="card">${w.noInspection}</p>
<h2>${w.story}</h2>${story.steps.length === 0 ? html`<p>${w.noStory}</p>` : html`<ol>${story.steps.map((step) => stepItem(page, step, w))}</ol>`}
${missing(story, language, w)}${sources.length > 0 && html`<h2>${w.sources}</h2><ul>${sources}</ul>`}${supervision(story, language, w)}`
  const foot = html`<p class="small">${town.name} · ${story.item.restricted ? w.restricted : w.gs1}</p><p class="small">${w.said}</p>${proofAt && html`<p class="small"><a href="${proofAt}">${w.proof}</a></p>`}<p class="small">${w.asOf} ${momentText(now)}</p>`
  return frame({
    language,
    title: story.item.name,
    other: language === 'zh' ? '?lang=en' : '?lang=zh',
    demonstration: town.demonstration,
    body,
    foot,
  })
}
