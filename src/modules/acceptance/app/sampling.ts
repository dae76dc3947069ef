import { randomBytes } from 'node:crypto'
import type { AnswerOf } from '#kernel/endpoint'
import { maskName, maskPhone } from '#kernel/mask'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { sha256Hex } from '#kernel/sha256'
import { type Evidence, findEvidence } from '../../../platform/files/evidence.ts'
import type { House } from '../../../platform/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import { openSheet, reading } from '../../../platform/sheet/sheet.ts'
import {
  acceptanceRefusals,
  type commitDraw,
  type drawSample,
  type listDraws,
  type revealPhone,
  type tellCall,
} from '../contract/index.ts'
import { drawnOf, insertCall, insertDraw, insertDrawn, lockDraw, openDraw } from '../db/draws.ts'
import { columnsIn, drawRows } from '../domain/sampling.ts'
import { drawsFacts } from './draw-facts.ts'
import type { Rooms } from './read-items.ts'

type Person = { readonly name: string; readonly phone: string }

/** The people of a list, in its order; rows without name or phone are left out and shift nobody: the file's hash is fixed. */
const peopleIn = (house: House, file: Evidence): Promise<Outcome<readonly Person[]>> =>
  reading(async () => {
    const wrong = (why: string) =>
      refused(refusal(acceptanceRefusals, 'acceptance.list_wrong', { why }, '/list'))
    const people: Person[] = []
    let columns: ReturnType<typeof columnsIn>
    let first = true
    for await (const { cells } of openSheet(house.evidence, file).rows) {
      if (first) columns = columnsIn(cells)
      else if (columns !== undefined) {
        const [name = '', phone = ''] = [cells[columns.name]?.trim(), cells[columns.phone]?.trim()]
        if (name !== '' && phone !== '') people.push({ name, phone })
      }
      first = false
      if (people.length > 100_000) return wrong('超过 10 万人')
    }
    if (columns === undefined) return wrong('找不到“姓名”和“电话”两列')
    return people.length === 0 ? wrong('没有一个人') : granted(people)
  })

export async function listDrawsIn(
  call: Call<typeof listDraws, Rooms>,
): Promise<Outcome<AnswerOf<typeof listDraws>>> {
  const all = await drawsFacts(call.db, call.etown.id)
  return granted({
    items: all.map(({ facts: _, rows, ...draw }) => ({ ...draw, rows: [...rows] })),
    total: all.length,
  })
}

/** 公布名单和种子的哈希 Before anybody can know who will be drawn. */
export async function commitDrawIn(
  call: Call<typeof commitDraw, Rooms>,
): Promise<Outcome<AnswerOf<typeof commitDraw>>> {
  const { db, etown, house, now } = call
  const { purpose, list, wanted } = call.body
  const file = await findEvidence(db, etown.id, list)
  if (file === undefined)
    return refused(refusal(acceptanceRefusals, 'acceptance.evidence_unknown', {}, '/list'))
  const people = await peopleIn(house, file)
  if (!people.ok) return people
  const listed = people.value.length
  if (wanted > listed)
    return refused(refusal(acceptanceRefusals, 'acceptance.wanted_beyond', { wanted, listed }, '/wanted'))
  const seed = randomBytes(32).toString('hex')
  const seedSha256 = sha256Hex(seed)
  const { id } = await insertDraw(db, {
    ...{ etown: etown.id, purpose, list, listed, wanted },
    seed_sealed: house.vault.seal('acceptance.seed', seed),
    seed_sha256: seedSha256,
    committed_by: call.actor?.account ?? '',
    committed_at: now,
  })
  call.note(String(id), { list, listed, wanted })
  call.announce({
    kind: 'acceptance.draw-committed',
    subject: `draw-${id}`,
    payload: { list, listed, wanted, seedSha256 },
    evidence: [list],
  })
  return granted({ id: String(id), seedSha256 })
}

/** 抽取 By somebody else, with words nobody could know when the seed was fixed. */
export async function drawSampleIn(
  call: Call<typeof drawSample, Rooms>,
): Promise<Outcome<AnswerOf<typeof drawSample>>> {
  const { db, etown, house, now, params } = call
  const { words } = call.body
  const by = call.actor?.account ?? ''
  const row = await lockDraw(db, etown.id, BigInt(params.draw))
  if (row === undefined) return refused(refusal(acceptanceRefusals, 'acceptance.draw_not_found'))
  if (row.seed !== null) return refused(refusal(acceptanceRefusals, 'acceptance.drawn_already'))
  if (row.committed_by === by) return refused(refusal(acceptanceRefusals, 'acceptance.drawer_committed'))
  const file = await findEvidence(db, etown.id, row.list)
  if (file === undefined) throw new Error(`list of draw ${row.id} is gone`)
  const people = await peopleIn(house, file)
  if (!people.ok) return people
  const seed = house.vault.open('acceptance.seed', row.seed_sealed)
  await openDraw(db, etown.id, row.id, { seed, words, drawn_by: by, drawn_at: now })
  const rows = drawRows({ seed, words }, row.listed, row.wanted)
  await insertDrawn(
    db,
    rows.map((rowNo, i) => {
      const { name, phone } = people.value[rowNo - 1] ?? { name: '', phone: '' }
      return {
        ...{ etown: etown.id, draw: row.id, place: i + 1, row_no: rowNo },
        ...{ name_masked: maskName(name), phone_masked: maskPhone(phone) },
        phone_sealed: house.vault.seal('acceptance.phone', phone),
      }
    }),
  )
  call.note(params.draw, { drawn: rows.length })
  call.announce({
    kind: 'acceptance.drawn',
    subject: `draw-${row.id}`,
    payload: { seed, words, rows: [...rows] },
    evidence: [row.list],
  })
  return granted({ id: params.draw })
}

/** 看号码 The whole number of one person who was drawn; each look is an audit line. */
export async function revealPhoneIn(
  call: Call<typeof revealPhone, Rooms>,
): Promise<Outcome<AnswerOf<typeof revealPhone>>> {
  const { db, etown, house, params } = call
  const found = (await drawnOf(db, etown.id, BigInt(params.draw))).find(
    ({ place }) => String(place) === params.place,
  )
  if (found === undefined) return refused(refusal(acceptanceRefusals, 'acceptance.draw_not_found'))
  call.note(`draw-${params.draw}`, { place: found.place })
  return granted({ phone: house.vault.open('acceptance.phone', found.phone_sealed) })
}

export async function tellCallIn(
  call: Call<typeof tellCall, Rooms>,
): Promise<Outcome<AnswerOf<typeof tellCall>>> {
  const { db, etown, now, params } = call
  const { outcome, note } = call.body
  const drawn = await drawnOf(db, etown.id, BigInt(params.draw))
  const found = drawn.find(({ place }) => String(place) === params.place)
  if (found === undefined) return refused(refusal(acceptanceRefusals, 'acceptance.draw_not_found'))
  const by = call.actor?.account ?? ''
  await insertCall(db, {
    ...{ etown: etown.id, draw: found.draw, place: found.place },
    ...{ outcome, note: note ?? '', by, at: now },
  })
  call.note(`draw-${params.draw}`, { place: found.place, outcome })
  call.announce({
    kind: 'acceptance.called',
    subject: `draw-${params.draw}`,
    payload: { place: found.place, outcome },
  })
  return granted({ id: params.draw })
}
