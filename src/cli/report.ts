import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { openReceivingOffice, verifyDispatch } from '#report'
import { withHouse } from './with-house.ts'

const USAGE = `用法：ezhen report verify 上报包.txt [--keys keys.txt] [--key 公钥行]…
离线核验上报包：用您信任的两行公钥（Ed25519、SM2），不联网。有效退出码 0，无效 1，用法不对 2。`

/** `ezhen report verify`: whether every byte of a dispatch is what its e-town signed. */
export async function reportVerify(args: readonly string[], print: (line: string) => void): Promise<number> {
  const wish = readArgs(args)
  if (wish === undefined) {
    print(USAGE)
    return 2
  }
  for (const path of [wish.file, wish.keys]) {
    if (path !== undefined && !(await stat(path).catch(() => undefined))?.isFile()) {
      print(`没有这个文件：${path}。请核对路径。`)
      return 2
    }
  }
  const listed = wish.keys === undefined ? '' : await readFile(wish.keys, 'utf8')
  const keys = [...wish.key, ...listed.split('\n')].map((line) => line.trim()).filter((line) => line !== '')
  const { valid, lines } = await verifyDispatch(await readFile(wish.file, 'utf8'), keys)
  for (const line of lines) print(line)
  print(valid ? '结论：有效 / valid' : '结论：无效，整包不收 / NOT valid: refused whole')
  return valid ? 0 : 1
}

function readArgs(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { keys: { type: 'string' }, key: { type: 'string', multiple: true, default: [] } },
    })
    const [file, ...more] = positionals
    return file === undefined || more.length > 0 ? undefined : { ...values, file }
  } catch {
    return undefined
  }
}

/** `ezhen report office`: opens an office that receives, a tenant of its own. */
export async function reportOffice(
  [slug = '', name = '', code = '', ...more]: readonly string[],
  print: (line: string) => void,
): Promise<number> {
  const fine = /^[a-z0-9-]{2,64}$/.test(slug) && name.length >= 2 && /^\d{6}$/.test(code)
  if (!fine || more.length > 0) {
    print('用法：ezhen report office 编号 名称 区划代码，如 ezhen report office linfen 临汾市商务局 141000')
    return 2
  }
  const made = await withHouse((house) => openReceivingOffice(house, { slug, name, countyCode: code }))
  print(
    made
      ? `已开设接收单位 ${name}（${slug}）。请由安全管理员授予“市级主管部门”岗位。`
      : `编号 ${slug} 已在用，请换一个。`,
  )
  return made ? 0 : 1
}
