import { dayOfInstant, formatDay } from '../../../kernel/day.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { mayCall } from '../../../platform/http/actor.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import { writeBook } from '../../../platform/sheet/sheet.ts'
import { writeCsv } from '../../../platform/sheet/write-csv.ts'
import type { Vault } from '../../../platform/vault.ts'
import { type exportParties, importRefusals, PARTY_KINDS } from '../contract/index.ts'
import { type PartyRow, pageOfParties } from '../db/parties.ts'
import { COLUMNS, type Field } from '../domain/columns.ts'
import { CSV, XLSX } from './media.ts'
import { kindOf, personalOf } from './party-columns.ts'
import { itemOf, maskedOf } from './party-views.ts'
import { onlyParty } from './seeing.ts'

const MOST = 50_000

/** 导出 The rows somebody may see. Masked columns bear other headers, so that a masked file cannot be imported again. */
export async function exportPartiesIn(call: Call<typeof exportParties, 'party'>): Promise<Outcome<Download>> {
  const { format, reason, personal, filter } = call.body
  call.note('', { reason, format, personal })
  if (personal && mayCall(call.matrix, 'party.reveal', call.actor, call.etown.id) !== 'yes') {
    return refused(refusal(importRefusals, 'party.export_personal'))
  }
  const narrowing = { filter, only: onlyParty(call.actor, call.etown.id) }
  const { rows, total } = await pageOfParties(call.db, call.etown.id, narrowing, {
    after: undefined,
    limit: MOST,
  })
  if (total > MOST) return refused(refusal(importRefusals, 'party.export_too_many', { total, limit: MOST }))
  call.note('', { rows: total })
  const today = dayOfInstant(call.now.getTime())
  const table = [
    COLUMNS.map(({ field, header }) => (personal || !MASKED.has(field) ? header : `${header}（已脱敏）`)),
    ...rows.map((row) => cellsOf(row, call.house.vault, personal)),
  ]
  const name = `市场主体-${call.etown.name}-${today}-${total}行`
  if (format === 'csv') return granted({ name: `${name}.csv`, media: CSV, content: writeCsv(table) })
  const who = call.actor?.name ?? ''
  const notes = [
    ['导出人', who],
    ['导出日期', formatDay(today)],
    ['行数', String(total)],
    ['理由', reason],
    ['个人信息', personal ? '完整，请勿外传' : '已脱敏'],
  ]
  const content = await writeBook([
    { name: '市场主体', frozen: 1, columns: COLUMNS.map(() => ({ width: 20 })), rows: table },
    { name: '导出说明', columns: [{ width: 12 }, { width: 60 }], rows: notes },
  ])
  return granted({ name: `${name}.xlsx`, media: XLSX, content })
}

const MASKED: ReadonlySet<Field> = new Set([
  'name',
  'residentId',
  'legalRepresentative',
  'phone',
  'address',
  'lon',
  'lat',
])

function cellsOf(row: PartyRow, vault: Vault, personal: boolean): string[] {
  const point = row.lon === null || row.lat === null ? undefined : { lon: row.lon, lat: row.lat }
  const shown = personal
    ? { ...personalOf(vault, row), name: row.name, address: row.address, point }
    : { ...maskedOf(vault, row), name: itemOf(row).name }
  const cells: Readonly<Record<Field, string | null | undefined>> = {
    kind: PARTY_KINDS[kindOf(row)].zh,
    name: shown.name,
    creditCode: row.credit_code,
    residentId: shown.residentId,
    legalRepresentative: shown.legalRepresentative,
    phone: shown.phone,
    registeredOn: row.registered_on,
    deregisteredOn: row.deregistered_on,
    place: row.place_code,
    address: shown.address,
    lon: shown.point?.lon.toString(),
    lat: shown.point?.lat.toString(),
    ecommerce: row.ecommerce_since === null ? '否' : '是',
    ecommerceSince: row.ecommerce_since,
    mainProducts: row.main_products,
  }
  return COLUMNS.map(({ field }) => cells[field] ?? '')
}
