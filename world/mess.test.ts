import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { generateWorld, type PartyFile } from './generate.ts'
import { PARTY_COLUMNS } from './parties.ts'

const rowsOf = (file: PartyFile | undefined): string[][] => {
  const text = new TextDecoder(file?.encoding === 'gb18030' ? 'gb18030' : 'utf-8').decode(file?.bytes)
  return parse(text, { relax_quotes: true, relax_column_count: false })
}

describe.each([20231, 7, 8].flatMap((seed) => generateWorld({ seed, scale: 1 }).towns))('$name', (town) => {
  const [clean, messy] = town.partyFiles
  const [cleanRows, messyRows] = [rowsOf(clean), rowsOf(messy)]

  test('the clean table has one row for each entity', () => {
    expect(cleanRows[0]).toEqual([...PARTY_COLUMNS])
    expect(cleanRows.length - 1).toBe(town.entities.length)
    expect(clean?.defects).toEqual([])
  })

  test('the messy table differs from the clean one in exactly the cells its list names', () => {
    const found = cleanRows.flatMap((row, index) =>
      row.flatMap((cell, column) =>
        cell === messyRows[index]?.[column] ? [] : [`${index + 1} ${PARTY_COLUMNS[column]}`],
      ),
    )
    const listed = (messy?.defects ?? []).filter(({ line }) => line <= cleanRows.length)
    expect(found.sort()).toEqual(listed.map(({ line, column }) => `${line} ${column}`).sort())
    expect(listed.length).toBeGreaterThanOrEqual(25)
  })

  test('behind the table stand a repeated row, a renamed one, blanks and a sum', () => {
    const [again, renamed, ...rest] = messyRows.slice(cleanRows.length)
    expect(cleanRows.slice(1)).toContainEqual(again)
    const original = cleanRows.find((row) => row[2] === renamed?.[2])
    expect(renamed?.[0]).not.toBe(original?.[0])
    expect(rest.length).toBe(4)
    expect(rest[3]?.[0]).toBe('合计')
    const tail = messy?.defects.filter(({ line }) => line > cleanRows.length).map(({ kind }) => kind)
    expect(tail).toEqual(['重复行', '同码异名', '合计行'])
  })
})
