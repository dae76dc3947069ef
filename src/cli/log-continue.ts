import { parseArgs } from 'node:util'
import { succeedLog } from '#attest'
import { listEtowns } from '../platform/db/etowns.ts'
import { withHouse } from './with-house.ts'

const USAGE = '用法：ezhen log continue e镇简称 --reason 原因'

/** `ezhen log continue SLUG --reason TEXT`: goes on with what is left of a log that went back or forked. Exit code 0, 1, 2. */
export async function logContinue(args: readonly string[], print: (line: string) => void): Promise<number> {
  const asked = argumentsOf(args)
  if (asked === undefined) {
    print(USAGE)
    return 2
  }
  return withHouse(async (house) => {
    const etown = (await listEtowns(house.db)).find(({ slug }) => slug === asked.slug)
    if (etown === undefined) {
      print(`没有e镇“${asked.slug}”。请核对简称。`)
      return 1
    }
    const done = await succeedLog(house, etown.id, asked.reason)
    if (!done.ok) {
      for (const { code, zh } of done.refused) print(`${code}  ${zh}`)
      return 1
    }
    const { endedOrigin, origin, kept, signed } = done.value
    print(`旧日志 ${endedOrigin} 到此为止：签过 ${signed} 条，接续 ${kept} 条。`)
    if (signed > kept) print(`第 ${kept} 至 ${signed - 1n} 号记录已失，公开页上会一直写明。`)
    print(`新日志 ${origin} 从现在起签名。请把它的公钥（/log/${asked.slug}/keys）重新发给各见证方，并公告。`)
    return 0
  })
}

function argumentsOf(args: readonly string[]): { slug: string; reason: string } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { reason: { type: 'string' } },
      allowPositionals: true,
    })
    const [slug, ...more] = positionals
    return slug === undefined || more.length > 0 || values.reason === undefined
      ? undefined
      : { slug, reason: values.reason }
  } catch {
    return undefined
  }
}
