import { z } from 'zod'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { keysOf } from '../../../kernel/keys.ts'
import type { Outcome } from '../../../kernel/refusal.ts'
import { zOnlyParty } from '../../../kernel/wire.ts'
import { type Db, roomOf } from '../../../platform/db/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { Vault } from '../../../platform/vault.ts'
import { askExport, type Exportable, type ExportFact } from '../../export/public.ts'
import { type exportParties, PARTY_KINDS, type PartyFilter, zPartyFilter } from '../contract/index.ts'
import { type Narrowing, type PartyRow, pageOfParties } from '../db/parties.ts'
import { COLUMNS, type Field } from '../domain/columns.ts'
import { kindOf, personalOf } from './party-columns.ts'
import { itemOf, maskedOf } from './party-views.ts'
import { onlyParty } from './seeing.ts'

const PAGE = 2_000
const zAsk = z.object({ filter: zPartyFilter, only: zOnlyParty.optional() })

/** 导出主体 The rows somebody may see. Masked columns bear other headers, so that a masked file cannot be imported again. */
export const partyExport: Exportable = {
  kind: 'party.export',
  name: { zh: '市场主体', en: 'Entities' },
  may: 'party.export',
  async open({ db, house, etown, ask, personal }) {
    const { filter, only } = zAsk.parse(ask)
    const own = roomOf(db, 'party')
    const narrowing = { filter, only: only === undefined ? undefined : BigInt(only) }
    const { total } = await pageOfParties(own, etown.id, narrowing, { after: undefined, limit: 1 })
    return {
      total,
      columns: COLUMNS.map(({ field, header }) => ({
        header: personal || !MASKED.has(field) ? header : `${header}（已脱敏）`,
        width: 20,
      })),
      pages: pagesOf(own, etown.id, narrowing, (row) => cellsOf(row, house.vault, personal)),
      facts: factsOf(filter),
    }
  },
}

export async function exportPartiesIn(
  call: Call<typeof exportParties, 'party'>,
): Promise<Outcome<AnswerOf<typeof exportParties>>> {
  const { personal, filter, ...form } = call.body
  const only = onlyParty(call.actor, call.etown.id)
  const ask = { filter, ...(only === undefined ? {} : { only: String(only) }) }
  return askExport(call, partyExport, { form, ask, personal: personal ? 'party.reveal' : undefined })
}

async function* pagesOf(
  db: Db<'party'>,
  etown: number,
  narrowing: Narrowing,
  cells: (row: PartyRow) => string[],
): AsyncGenerator<string[][]> {
  let after: bigint | undefined
  do {
    const { rows } = await pageOfParties(db, etown, narrowing, { after, limit: PAGE })
    yield rows.slice(0, PAGE).map(cells)
    after = rows.length > PAGE ? rows[PAGE - 1]?.id : undefined
  } while (after !== undefined)
}

const WORDS: Readonly<Record<Exclude<keyof PartyFilter, 'kind'>, string>> = {
  inside: '在e镇范围内',
  ecommerce: '开展电商',
  registeredFrom: '成立日期自',
  registeredUntil: '成立日期止（不含）',
  merged: '已并入他户的',
  text: '名称或信用代码含',
}
const ANSWERS: Readonly<Record<string, string>> = { yes: '是', no: '否', unknown: '未知' }

function factsOf({ kind, ...filter }: PartyFilter): ExportFact[] {
  const filters = [
    ...(kind === undefined ? [] : [`主体类型：${PARTY_KINDS[kind].zh}`]),
    ...keysOf(WORDS).flatMap((name) => {
      const value = filter[name]
      return value === undefined ? [] : [`${WORDS[name]}：${ANSWERS[value] ?? value}`]
    }),
  ]
  return [
    ['筛选', filters.length === 0 ? '无，全部主体' : filters.join('；')],
    ['定义', '登记簿中的市场主体，每户一行；并入他户的除非筛选，否则不列'],
  ]
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
