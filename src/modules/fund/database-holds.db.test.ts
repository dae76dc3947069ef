import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FundTown, openFundTown } from '#test/fund-town'
import * as fund from './contract/index.ts'

/** What the database itself refuses, whoever writes: the owner's hand, past every rule in TypeScript. */
let town: FundTown
let paper: string
let allotment: string
beforeAll(async () => {
  town = await openFundTown()
  paper = await town.file(town.office, '依据')
  const body = { source: 'county', amount: '30000000000', evidence: paper }
  await town.treasury(fund.registerTranche, { body: { ...body, document: '一号', arrivedOn: '2026-01-05' } })
  await town.office(fund.allocateFund, {
    body: { source: 'county', category: 'whole', amount: '20000000000' },
  })
  const made = await town.office(fund.proposeAllotment, {
    body: {
      ...body,
      amount: '100',
      project: '项目',
      expense: '支出',
      category: 'supporting',
      payee: '某公司',
    },
  })
  allotment = made.answer.id
})
afterAll(() => town[Symbol.asyncDispose]())

const ENTRY = `insert into fund.entry (etown, kind, day, at, by, reason, evidence)
  values ($1, 'release', '2026-11-22', now(), 'x', '理由', $2) returning id`

/** Writes an entry with these lines in one transaction; what the database said. */
async function write(lines: readonly string[], before = ''): Promise<string> {
  const { owner, etown } = town
  await owner.query('begin')
  try {
    if (before !== '') await owner.query(before)
    const { rows } = await owner.query(ENTRY, [etown, paper])
    for (const [i, line] of lines.entries())
      await owner.query(
        `insert into fund.line (etown, entry, place, account, source, category, allotment, amount) values (${etown}, ${rows[0].id}, ${i + 1}, ${line})`,
      )
    await owner.query('commit')
    return 'written'
  } catch (error) {
    await owner.query('rollback')
    return error instanceof Error ? error.message : String(error)
  }
}

describe('数据库把关', () => {
  test('an entry without lines, with one, or whose sum is not zero', async () => {
    expect(await write([])).toContain('没有行')
    expect(await write([`'outside', 'county', null, null, -5`])).toContain('不平')
    expect(
      await write([`'outside', 'county', null, null, -5`, `'unallocated', 'county', null, null, 4`]),
    ).toContain('不平')
  })
  test('a journal that says another thing than the pool', async () => {
    expect(
      await write([`'outside', 'county', null, null, -5`, `'unallocated', 'county', null, null, 5`]),
    ).toContain('可用池')
  })
  test('a pool, or an allotment, below zero', async () => {
    const drain = `update platform.pool set free = free - 99999999999999 where name = 'fund/county'`
    expect(await write([], drain)).toContain('pool_free_check')
    const lines = [
      `'reserved', 'county', 'whole', ${allotment}, -101`,
      `'committed', 'county', 'whole', ${allotment}, 101`,
    ]
    expect(await write(lines)).toContain('allotment_reserved_check')
  })
  test('committing what nobody approved, or under another category', async () => {
    const [from, to] = [
      `'reserved', 'county', 'whole', ${allotment}, -5`,
      `'committed', 'county', 'whole', ${allotment}, 5`,
    ]
    expect(await write([from, to])).toContain('committed_when_approved')
    expect(await write([from.replace('whole', 'other'), to])).toContain('来源或类别不符')
  })
  test('approving what one proposed', async () => {
    await expect(
      town.owner.query(
        'update fund.allotment set approved_by = proposed_by, approved_at = now() where id = $1',
        [allotment],
      ),
    ).rejects.toThrow('approver_is_another')
  })
  test('changing or removing what was written', async () => {
    for (const table of ['entry', 'line', 'tranche', 'expense', 'payment', 'closed_year', 'carried']) {
      await expect(town.owner.query(`truncate fund.${table} cascade`)).rejects.toThrow('append-only')
    }
    await expect(town.owner.query('update fund.line set amount = 1')).rejects.toThrow('append-only')
    await expect(town.owner.query('delete from fund.entry')).rejects.toThrow('append-only')
  })
  test('a payment by who approved it', async () => {
    const { id } = (
      await town.office(fund.proposeAllotment, {
        body: {
          source: 'county',
          amount: '100',
          evidence: paper,
          project: '项目',
          expense: '另一支出',
          category: 'supporting',
          payee: '某公司',
        },
      })
    ).answer
    await town.leader(fund.approveAllotment, { params: { allotment: id } })
    const { rows } = await town.owner.query('select approved_by from fund.allotment where id = $1', [id])
    await expect(
      town.owner.query(
        `insert into fund.payment (etown, allotment, entry, amount, voucher_no, paid_by) values ($1, $2, 1, 1, 'X', $3)`,
        [town.etown, id, rows[0].approved_by],
      ),
    ).rejects.toThrow('三人')
  })
  test('an entry of a closed year', async () => {
    await town.owner.query(`insert into fund.closed_year values ($1, 2026, 0, 'x', now())`, [town.etown])
    expect(await write([])).toContain('封账')
  })
})
