import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { addFen, type Fen } from '#kernel/money'
import { stamp } from './calendar.ts'
import type { DemoTown, PartyFile, ReadableOrderFile, World } from './generate.ts'

export type Written = { readonly files: number; readonly rows: number; readonly bytes: number }

/** Writes all files and manifest.json under `directory`, one file at a time; amounts in the manifest are fen as text. */
export async function writeWorld(world: World, directory: string): Promise<Written> {
  let [files, rows, bytes] = [0, 0, 0]
  const towns: object[] = []
  for (const town of world.towns) {
    const orderFiles: object[] = []
    for (const file of town.orderFiles) {
      const { entry, size, read } = await writeOrders(file, directory)
      orderFiles.push(entry)
      files++
      rows += read
      bytes += size
    }
    const parties: object[] = []
    for (const file of town.partyFiles) parties.push(await writeParties(file, directory))
    files += parties.length
    towns.push(townEntry(town, orderFiles, parties))
  }
  const { demo, seed, scale, period } = world
  const manifest = { demo, note: '演示数据：主体、人员、订单均为虚构', seed, scale, period, towns }
  await writeFile(join(directory, 'manifest.json'), `${JSON.stringify(manifest, textOfFen, 1)}\n`)
  return { files, rows, bytes }
}

const textOfFen = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value

async function writeOrders(
  file: ReadableOrderFile,
  directory: string,
): Promise<{ entry: object; size: number; read: number }> {
  const target = join(directory, file.path)
  await mkdir(dirname(target), { recursive: true })
  const { bytes, tally } = file.open()
  const hash = createHash('sha256')
  let size = 0
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      hash.update(chunk)
      size += chunk.length
      yield chunk
    }
  }
  await pipeline(counted(), createWriteStream(target))
  const { path, shop, month, profile, encoding, resaved } = file
  const entry = {
    path,
    sha256: hash.digest('hex'),
    bytes: size,
    shop: shop.key,
    platform: shop.platform,
    month,
    profile,
    encoding,
    resaved,
    exportedAt: stamp(file.exportedAt),
    ...tally,
  }
  return { entry, size, read: tally.rows }
}

async function writeParties({ bytes, ...file }: PartyFile, directory: string): Promise<object> {
  const target = join(directory, file.path)
  await mkdir(dirname(target), { recursive: true })
  await writeFile(target, bytes)
  return { ...file, sha256: createHash('sha256').update(bytes).digest('hex') }
}

function townEntry(town: DemoTown, orderFiles: readonly object[], partyFiles: readonly object[]): object {
  const months = town.shopMonths()
  const year = (y: string): Fen =>
    addFen(...months.filter(({ month }) => month.startsWith(y)).map(({ retail }) => retail))
  return {
    code: town.code,
    name: town.name,
    retail: { '2022': year('2022'), '2023': year('2023') },
    registrations: town.registrations,
    entities: town.entities,
    sites: town.sites,
    products: town.products,
    shops: town.shops.map(({ key, platform, name, platformId, operator, plan }) => ({
      key,
      platform,
      name,
      platformId,
      operator: operator.key,
      opened: plan.opened,
    })),
    shopMonths: months,
    orderFiles,
    partyFiles,
  }
}
