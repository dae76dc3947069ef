import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { PLATFORM_NAMES, PLATFORMS, type Platform } from '#contract/market'
import type { Outcome } from '#kernel/refusal'
import { bringOrderFile, seeImportThrough, shopsNamed } from '#market'
import type { House } from '../platform/house.ts'
import { withHouse } from './with-house.ts'

const USAGE =
  '用法：ezhen orders import --etown e镇编号 --platform taobao|jd|douyin|pdd [--shop 网店名称] 订单文件\n' +
  '把平台导出的订单文件导入网店，打印守恒回执（JSON）。该平台只有一家网店时可以不写 --shop。'
const BY = 'cli'

type Wish = { readonly etown: string; readonly platform: Platform; readonly shop: string | undefined }

/** `ezhen orders import`: the same use case as an upload in the browser. Exit code 0, 1 when refused, 2 when misused. */
export async function ordersImport(args: readonly string[], print: (line: string) => void): Promise<number> {
  const read = readArgs(args)
  if (read === undefined) {
    print(USAGE)
    return 2
  }
  const { file, ...wish } = read
  if (!(await stat(file).catch(() => undefined))?.isFile()) {
    print(`没有这个文件：${file}。请核对路径。`)
    return 1
  }
  return withHouse(async (house) => {
    const place = await findShop(house, wish)
    if (typeof place === 'string') {
      print(place)
      return 1
    }
    const receipt = await importFile(house, place, file)
    if (receipt.ok) print(JSON.stringify(receipt.value, null, 2))
    else for (const { code, zh } of receipt.refused) print(`${code}  ${zh}`)
    return receipt.ok ? 0 : 1
  })
}

function readArgs(args: readonly string[]): (Wish & { readonly file: string }) | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { etown: { type: 'string' }, platform: { type: 'string' }, shop: { type: 'string' } },
    })
    const platform = PLATFORMS.find((name) => name === values.platform)
    const [file, ...more] = positionals
    if (values.etown === undefined || platform === undefined || file === undefined || more.length > 0)
      return undefined
    return { etown: values.etown, platform, shop: values.shop, file }
  } catch {
    return undefined
  }
}

type Place = { readonly etown: number; readonly shop: bigint }

/** The shop meant, or the sentence that says why none can be told. */
async function findShop(house: House, { etown: slug, platform, shop }: Wish): Promise<Place | string> {
  const town = await house.db
    .selectFrom('platform.etown')
    .select('id')
    .where('slug', '=', slug)
    .where('id', '>', 0)
    .executeTakeFirst()
  if (town === undefined) return `没有编号为“${slug}”的e镇。请先载入它的方案。`
  const shops = await shopsNamed(house, town.id, platform, shop)
  const [found] = shops
  const { zh } = PLATFORM_NAMES[platform]
  if (found === undefined) {
    return shop === undefined
      ? `这个e镇在${zh}还没有登记网店。请先在“网店”里登记。`
      : `这个e镇在${zh}没有名为“${shop}”的网店。请核对名称，或先登记。`
  }
  if (shops.length > 1) {
    return `这个e镇在${zh}有 ${shops.length} 家网店，请用 --shop 指明是哪一家：${shops.map(({ name }) => name).join('、')}`
  }
  return { etown: town.id, shop: found.id }
}

async function importFile(house: House, { etown, shop }: Place, path: string): Promise<Outcome<unknown>> {
  const file = { name: basename(path), bytes: createReadStream(path) }
  const batch = await bringOrderFile(house, etown, shop, file, BY)
  return batch.ok ? seeImportThrough(house, etown, batch.value) : batch
}
