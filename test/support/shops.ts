import type pg from 'pg'

/** A party to run shops, put straight into e-town `etown`'s register. Its number. */
export async function aParty(owner: pg.Client, etown: number, name: string): Promise<string> {
  await owner.query(`select set_config('app.etown', $1, false)`, [String(etown)])
  const { rows } = await owner.query(
    `insert into party.party (etown, kind, name, name_key, name_core, natural_key, inside_basis, source, created_by, changed_by, changed_why)
     values ($1, 'farmer', $2, $2, $2, $2, 'unknown', 'typed', '1', '1', '登记') returning id`,
    [etown, name],
  )
  return String(rows[0].id)
}

/** A shop of that party, straight into the database. Its number. */
export async function aShop(
  owner: pg.Client,
  etown: number,
  shop: { readonly platform: string; readonly name: string; readonly operator: string },
): Promise<bigint> {
  await owner.query(`select set_config('app.etown', $1, false)`, [String(etown)])
  const { rows } = await owner.query(
    `insert into market.shop (etown, platform, name, operator, created_by) values ($1, $2, $3, $4, '1') returning id`,
    [etown, shop.platform, shop.name, shop.operator],
  )
  return BigInt(rows[0].id)
}
