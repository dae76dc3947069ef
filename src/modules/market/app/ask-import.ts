import { Readable } from 'node:stream'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { inEtown } from '../../../platform/db/act.ts'
import { type Db, roomOf } from '../../../platform/db/house.ts'
import { recordEvidence } from '../../../platform/files/evidence.ts'
import type { House } from '../../../platform/house.ts'
import { ask } from '../../../platform/work/jobs.ts'
import { shopRefusals } from '../contract/refusals.ts'
import { insertBatch } from '../db/batches.ts'
import { findShop, type ShopRow } from '../db/shops.ts'
import { PLATFORMS, type Platform } from '../domain/platform.ts'
import { importJob } from './import-job.ts'

export const platformOf = (shop: { readonly platform: string }): Platform => {
  const platform = PLATFORMS.find((name) => name === shop.platform)
  if (platform === undefined) throw new Error(`no such platform: ${shop.platform}`)
  return platform
}

/** Makes the batch of a kept file, and asks for the job that will import it. */
export async function askImport(
  db: Db<'market'>,
  shop: ShopRow,
  file: { readonly sha256: string; readonly name: string },
  by: string,
): Promise<bigint> {
  const job = await ask({ db, etown: shop.etown }, importJob.kind, {}, by)
  return insertBatch(db, {
    etown: shop.etown,
    shop: shop.id,
    platform: platformOf(shop),
    sha256: file.sha256,
    file_name: file.name,
    job,
    asked_by: by,
  })
}

/** A file that does not come by HTTP. */
export type BroughtFile = { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> }

/**
 * 送来文件 What the HTTP seam does for an upload: keeps the file as evidence, then the act with its audit line. Gives the
 * batch: whoever wants its receipt sees it through with seeThrough, everybody else leaves it to the worker.
 */
export async function bringFile(
  house: House,
  etown: number,
  shop: bigint,
  { name, bytes }: BroughtFile,
  by: string,
): Promise<Outcome<bigint>> {
  const file = await house.evidence.receive(Readable.from(bytes), name, ['table'])
  if (!file.ok) return file
  return inEtown(house.pool, etown, 'write', async (scope) => {
    const db = roomOf(scope.db, 'market')
    const found = await findShop(db, etown, shop, undefined)
    if (found === undefined) return refused(refusal(shopRefusals, 'market.shop_not_found'))
    await recordEvidence(scope.db, etown, file.value, by)
    const batch = await askImport(db, found, file.value, by)
    scope.record({
      actor: by,
      act: 'market.import-orders',
      subject: String(batch),
      outcome: 'done',
      detail: { shop: String(shop), sha256: file.value.sha256 },
    })
    return granted(batch)
  })
}
