import { sm2 } from 'sm-crypto-v2'
import { sha256Hex } from '#kernel/sha256'
import { isStrictDer } from '#kernel/strict-der'
import type { SnapshotContent } from '../../contract/snapshot-shapes.ts'
import { BROKEN, type DispatchMachine, judgeDispatch, partsOf } from '../../domain/dispatch.ts'
import { type KeyLine, readKeyLine, signatureBytes } from './key-line.ts'

/** The page: a file and two key lines in, one verdict out, nothing sent. Its markup is in app/verifier-page.ts. */
const at = (id: string): HTMLElement => document.getElementById(id) ?? document.body

function line(name: string, text: string): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  return made
}

const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)
const utf8 = (text: string): Uint8Array<ArrayBuffer> => own(new TextEncoder().encode(text))
const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')

async function holdsEd25519(key: Uint8Array, text: string, signature: Uint8Array): Promise<boolean> {
  const imported = await crypto.subtle.importKey('raw', own(key), 'Ed25519', false, ['verify'])
  return crypto.subtle.verify('Ed25519', imported, own(signature), utf8(text))
}

/** GM/T 0009: with the distinguishing id, DER. */
function holdsSm2(key: Uint8Array, text: string, signature: Uint8Array): boolean {
  try {
    if (!isStrictDer(signature)) return false
    return sm2.doVerifySignature(utf8(text), hex(signature), hex(key), {
      hash: true,
      der: true,
      userId: '1234567812345678',
    })
  } catch {
    return false
  }
}

function machineFor(keys: readonly KeyLine[]): DispatchMachine {
  return {
    sha256Hex,
    contentIn(text) {
      try {
        const read: SnapshotContent = JSON.parse(text)
        return read.format === 'ezhen-snapshot/1' ? read : undefined
      } catch {
        return undefined
      }
    },
    async signed(kind, text, signed) {
      for (const key of keys.filter((one) => one.kind === kind)) {
        const signature = signatureBytes(signed, key)
        if (signature === undefined) continue
        if (
          kind === 'sm2' ? holdsSm2(key.key, text, signature) : await holdsEd25519(key.key, text, signature)
        )
          return true
      }
      return false
    },
  }
}

function answer(good: boolean, ...parts: readonly HTMLElement[]): void {
  const place = at('verdict')
  place.className = good ? 'good' : 'bad'
  place.replaceChildren(...parts)
  place.focus()
}

async function verify(): Promise<void> {
  const [input, keys] = [at('file'), at('keys')]
  const file = input instanceof HTMLInputElement ? await input.files?.[0]?.text() : undefined
  if (file === undefined) return answer(false, line('p', '✗ 请先选上报包文件 / choose a file'))
  const origin = partsOf(file)?.text.split('\n')[0] ?? ''
  const trusted = keys instanceof HTMLTextAreaElement ? keys.value.split('\n') : []
  const machine = machineFor(trusted.flatMap((text) => readKeyLine(text.trim(), origin) ?? []))
  const judged = await judgeDispatch(file, undefined, machine)
  if (!judged.ok) {
    const { zh, en } = BROKEN[judged.why]
    const said = `✗ 无效，整包不收：${zh} / refused whole: ${en}`
    return answer(false, line('p', said.replaceAll('{at}', String(judged.at))))
  }
  const { head, snapshots } = judged
  const list = document.createElement('ul')
  for (const { content, sha256 } of snapshots)
    list.append(
      line(
        'li',
        `${content.etown.name} ${content.form.name} ${content.period.code} v${content.number} ${sha256}`,
      ),
    )
  answer(true, line('p', `✓ 有效 / valid：${head.origin} 第 ${head.number} 包，${head.madeAt}`), list)
}

at('form').addEventListener('submit', (event) => {
  event.preventDefault()
  verify().catch((error: unknown) => answer(false, line('p', `✗ ${String(error)}`)))
})
