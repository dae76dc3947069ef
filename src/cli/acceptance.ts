import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { folderOf, SUMS } from '#acceptance'
import { dayOfInstant } from '#kernel/day'
import { sha256Hex } from '#kernel/sha256'
import { inEtown } from '../platform/db/act.ts'
import { listEtowns } from '../platform/db/etowns.ts'
import type { House } from '../platform/house.ts'
import type { Etown } from '../platform/http/route.ts'
import { withHouse } from './with-house.ts'

type Print = (line: string) => void

const USAGE = `用法：ezhen acceptance export [--etown e镇代码] [--out 文件夹]
把整份验收档案写成 PDF 和带目录、哈希的文件夹；不写 --etown 则每个e镇各一份。`

/** `ezhen acceptance export`: one folder for each e-town, with the PDF in it. Exit code 0, 1 or 2. */
export async function acceptanceExport(args: readonly string[], print: Print): Promise<number> {
  const wish = readArgs(args)
  if (wish === undefined) {
    print(USAGE)
    return 2
  }
  return withHouse(async (house) => {
    const towns = (await listEtowns(house.db)).filter(
      ({ slug }) => wish.etown === undefined || slug === wish.etown,
    )
    if (towns.length === 0) {
      print(wish.etown === undefined ? '还没有e镇。请先载入方案。' : `没有e镇“${wish.etown}”。请核对代码。`)
      return 1
    }
    for (const etown of towns) await exportOne(house, etown, wish.out, print)
    return 0
  })
}

function readArgs(
  args: readonly string[],
): { readonly etown: string | undefined; readonly out: string | undefined } | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { etown: { type: 'string' }, out: { type: 'string' } },
    })
    return { etown: values.etown, out: values.out }
  } catch {
    return undefined
  }
}

async function exportOne(house: House, etown: Etown, out: string | undefined, print: Print): Promise<void> {
  const now = house.clock()
  const folder = await folderOf({ house, etown, now })
  if (folder === undefined) {
    print(`${etown.name}：还没有生效的方案，没有可验收的事项。`)
    return
  }
  const place = join(out ?? `验收档案-${dayOfInstant(now.getTime())}`, etown.slug)
  for (const { name, bytes } of folder.files) {
    const path = join(place, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, bytes)
  }
  const { items, gaps } = folder.content
  const detail = { items: items.length, gaps, pdf: sha256Hex(folder.pdf) }
  await inEtown(house.pool, etown.id, 'write', async (scope) =>
    scope.record({ actor: 'cli', act: 'acceptance.export', subject: 'cli', outcome: 'done', detail }),
  )
  print(`${etown.name}：${items.length} 项，有缺口 ${gaps} 项 → ${place}`)
}

/** `ezhen acceptance verify FOLDER`: whether every file is what was made, without a network. Exit code 0, 1 or 2. */
export async function acceptanceVerify([folder, ...more]: readonly string[], print: Print): Promise<number> {
  if (folder === undefined || more.length > 0) {
    print('用法：ezhen acceptance verify 验收档案文件夹')
    return 2
  }
  const sums = await readFile(join(folder, SUMS), 'utf8').catch(() => undefined)
  if (sums === undefined) {
    print(`“${folder}”里没有 ${SUMS}。请给出解开的验收档案文件夹。`)
    return 2
  }
  let wrong = 0
  const lines = sums.split('\n').filter((line) => line !== '')
  for (const line of lines) {
    const [hash = '', name = ''] = line.split(/ {2}(.*)/s)
    const bytes = await readFile(join(folder, name)).catch(() => undefined)
    const found = bytes === undefined ? '缺失' : sha256Hex(bytes) === hash ? undefined : '已被改动'
    if (found === undefined) continue
    wrong += 1
    print(`${found}  ${name}`)
  }
  print(
    wrong === 0
      ? `结论：${lines.length} 个文件全部相符 / all match`
      : `结论：${wrong} 个文件不符 / NOT matching`,
  )
  return wrong === 0 ? 0 : 1
}
