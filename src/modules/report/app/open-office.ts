import { inEtown } from '#platform/db/act'
import { listEtowns, openEtown } from '#platform/db/etowns'
import type { House } from '#platform/house'
import type { Etown } from '#platform/http/route'

type Office = Pick<Etown, 'slug' | 'name' | 'countyCode'> & { readonly demonstration?: boolean }

/** 接收单位 Opens a tenant for a city's or province's office; false: the slug is taken. */
export async function openReceivingOffice(
  house: Pick<House, 'pool' | 'db'>,
  { demonstration = false, ...office }: Office,
): Promise<boolean> {
  const known = await listEtowns(house.db)
  if (known.some(({ slug }) => slug === office.slug)) return false
  const id = Math.max(0, ...known.map((town) => town.id)) + 1
  await inEtown(house.pool, id, 'write', (scope) => openEtown(scope.db, { ...office, demonstration }))
  return true
}
