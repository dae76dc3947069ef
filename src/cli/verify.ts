import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Judged, judgeFile, readTrustedKey } from '#attest'

const USAGE = `用法：ezhen verify 证明.tlog-proof|证据包.zip [--keys keys.txt] [--key 公钥行]… [--document 文件] [--witnesses 几家]
离线核验存证证明或证据包：用您信任的公钥，不联网。有效退出码 0，无效 1，用法不对 2。`

/** `ezhen verify`: the same judgement as the page, and besides SM2 and SM3. */
export async function verify(args: readonly string[], print: (line: string) => void): Promise<number> {
  const wish = readArgs(args)
  if (wish === undefined) {
    print(USAGE)
    return 2
  }
  for (const path of [wish.file, wish.keys, wish.document]) {
    if (path !== undefined && !(await stat(path).catch(() => undefined))?.isFile()) {
      print(`没有这个文件：${path}。请核对路径。`)
      return 2
    }
  }
  const lines = [
    ...wish.key,
    ...(wish.keys === undefined ? [] : (await readFile(wish.keys, 'utf8')).split('\n')),
  ]
  const keys = lines.flatMap((line) => readTrustedKey(line.trim()) ?? [])
  if (keys.length === 0) {
    print('没有可信的公钥。请用 --keys 或 --key 给出日志（和见证方）公布的公钥，并当面或经第二渠道核对。')
    return 2
  }
  const document = wish.document === undefined ? undefined : await readFile(wish.document)
  const judged = await judgeFile(await readFile(wish.file), { keys, quorum: wish.witnesses, document })
  for (const line of told(judged)) print(line)
  return judged.valid ? 0 : 1
}

const told = ({ valid, lines }: Judged): readonly string[] => [
  ...lines,
  valid ? '结论：有效 / valid' : '结论：无效 / NOT valid',
]

function readArgs(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        keys: { type: 'string' },
        key: { type: 'string', multiple: true, default: [] },
        document: { type: 'string' },
        witnesses: { type: 'string', default: '0' },
      },
    })
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0 || !/^\d{1,2}$/.test(values.witnesses)) return undefined
    return { ...values, file, witnesses: Number(values.witnesses) }
  } catch {
    return undefined
  }
}
