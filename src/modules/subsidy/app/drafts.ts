import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { partiesOf } from '#party'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import {
  type attachFile,
  type getFile,
  type getReceipt,
  receiptRefusals,
  type saveFact,
  subsidyRefusals,
} from '../contract/index.ts'
import { zReceiptOf, zRuleUsed } from '../contract/receipt-file.ts'
import { filesOf, insertFile, saveFacts } from '../db/applications.ts'
import { lastReceipt, ruleKept } from '../db/receipts.ts'
import { roundOf } from '../db/rounds.ts'
import { factOf } from '../domain/fact-text.ts'
import { saidFact } from '../domain/said-fact.ts'
import { seenApplication, shownName } from './applications.ts'
import { declaredIn } from './gather-facts.ts'
import { lockedApplication } from './move.ts'
import { receiptPage } from './receipt-page.ts'
import { ruleOfRound } from './round-rule.ts'
import { onlyParty } from './seeing.ts'

const no = (code: keyof typeof subsidyRefusals, values = {}) =>
  refused(refusal(subsidyRefusals, code, values))

const EDITABLE: ReadonlySet<string> = new Set(['draft', 'returned'])

/** The draft of somebody who may still change it, with its rule. */
async function editable(call: Parameters<typeof lockedApplication>[0], id: string) {
  const locked = await lockedApplication(call, id)
  if (!locked.ok) return locked
  const row = locked.value
  if (!EDITABLE.has(row.state)) return no('subsidy.changed_meanwhile')
  const round = await roundOf(call.db, call.etown.id, row.round)
  const found = round ? await ruleOfRound(call.db, call.etown.id, round) : no('subsidy.round_not_found')
  return found.ok ? granted({ row, rule: found.value.rule }) : found
}

/** 自动保存 One fact as typed; what cannot be read is refused at once, with what is needed. */
export async function saveFactIn(
  call: Call<typeof saveFact, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof saveFact>>> {
  const { name, typed } = call.body
  const found = await editable(call, call.params.application)
  if (!found.ok) return found
  const { row, rule } = found.value
  const fact = rule.facts.find((each) => each.name === name)
  if (fact === undefined || ('rows' in fact && fact.rows !== undefined))
    return no('subsidy.fact_not_declared', { fact: name })
  const others = [...declaredIn(row).values()].filter((each) => each.name !== name)
  call.note(String(row.id), { fact: name })
  if (typed === null) {
    await saveFacts(call.db, call.etown.id, row.id, others)
    return granted({ said: '未知' })
  }
  const value = factOf(fact, fact.kind === '明细' ? typed.split('\n') : typed)
  if (value === undefined || value === null || (fact.kind === '选项' && !fact.options.includes(typed))) {
    const needed =
      fact.kind === '数值'
        ? `数字，单位${fact.unit}，如 12.5`
        : fact.kind === '明细'
          ? '一行一种，如 0.80元 × 300'
          : '列出的选项之一'
    return refused(
      refusal(
        receiptRefusals,
        'subsidy.fact_malformed',
        { name, value: typed.slice(0, 60), needed },
        '/typed',
      ),
    )
  }
  await saveFacts(call.db, call.etown.id, row.id, [...others, { name, typed, value }])
  return granted({ said: saidFact(rule.used.scheme, { name, value, evidence: [] }) })
}

export async function attachFileIn(
  call: Call<typeof attachFile, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof attachFile>>> {
  const { file } = call
  const found = await editable(call, call.params.application)
  if (!found.ok) return found
  const { row, rule } = found.value
  const { fact } = call.query
  if (file === undefined || !rule.facts.some(({ name }) => name === fact))
    return no('subsidy.fact_not_declared', { fact })
  await insertFile(call.db, {
    etown: call.etown.id,
    application: row.id,
    fact,
    sha256: file.sha256,
    name: file.name,
    brought_by: call.actor?.account ?? '',
    brought_at: call.now,
  })
  call.note(String(row.id), { fact, sha256: file.sha256 })
  call.announce({
    kind: 'subsidy.file-attached',
    subject: String(row.id),
    payload: { fact },
    evidence: [file.sha256],
  })
  return granted({ sha256: file.sha256 })
}

export async function getFileIn(call: Call<typeof getFile, 'subsidy'>): Promise<Outcome<Download>> {
  const seen = await seenApplication(call)
  if (!seen.ok) return seen
  const { sha256 } = call.params
  const own = (await filesOf(call.db, call.etown.id, seen.value.id)).some((file) => file.sha256 === sha256)
  const file = own ? await findEvidence(call.db, call.etown.id, sha256) : undefined
  if (file === undefined) return no('subsidy.file_not_found')
  return granted({
    name: file.name,
    media: file.media,
    content: await call.house.evidence.read(file.stored),
    inline: true,
  })
}

/** 核算单 As a page to print, or as the file that `ezhen subsidy verify` redoes. */
export async function getReceiptIn(call: Call<typeof getReceipt, 'subsidy'>): Promise<Outcome<Download>> {
  const seen = await seenApplication(call)
  if (!seen.ok) return seen
  const row = await lastReceipt(call.db, call.etown.id, seen.value.id)
  if (row === undefined) return no('subsidy.receipt_not_found')
  const rule = zRuleUsed.parse(await ruleKept(call.db, call.etown.id, row.rule))
  const file = { receipt: zReceiptOf.parse(row.receipt), rule, sha256: row.sha256 }
  const brief = (await partiesOf(call.db, call.etown.id, [seen.value.party])).get(seen.value.party)
  const name = `核算单-${seen.value.number ?? seen.value.id}-${row.place}`
  return call.query.as === 'json'
    ? granted({
        name: `${name}.json`,
        media: 'application/json',
        content: Buffer.from(JSON.stringify(file, null, 2)),
      })
    : granted({
        name: `${name}.html`,
        media: 'text/html; charset=utf-8',
        content: Buffer.from(
          receiptPage(file, {
            ...(seen.value.number === null ? {} : { number: seen.value.number }),
            ...(brief === undefined
              ? {}
              : { applicant: shownName(brief, onlyParty(call.actor, call.etown.id) !== undefined) }),
            demonstration: call.etown.demonstration,
          }),
        ),
        inline: true,
      })
}
