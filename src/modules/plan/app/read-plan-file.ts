import { readFile, stat } from 'node:fs/promises'
import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
} from 'yaml'
import { refusal } from '#kernel/refusal'
import type { Evidence, EvidenceStore } from '../../../platform/files/evidence.ts'
import { PLAN_FILE_BYTES } from '../contract/plan-file.ts'
import { planFileRefusals } from '../contract/refusals.ts'
import { checkPlan, type PlanCheck } from '../domain/check-plan.ts'
import { type FindingCode, type Place, type PlanProblem, pointerTo } from '../domain/finding.ts'

const SYNTAX: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: '同一个键写了两次',
  TAB_AS_INDENT: '用了制表符缩进，应当用空格',
  BAD_INDENT: '缩进没有对齐',
  MISSING_CHAR: '少了引号、括号、冒号或空格',
  BAD_SCALAR_START: '文字以特殊符号开头，须加引号',
  MULTILINE_IMPLICIT_KEY: '键断成了两行，或少了冒号',
  BLOCK_AS_IMPLICIT_KEY: '同一行里写了两层键',
  MULTIPLE_DOCS: '一个文件里有两份文档（---）',
  TAG_RESOLVE_FAILED: '用了不支持的标签（!）',
  RESOURCE_EXHAUSTION: '嵌套太深',
}

const fault = (code: FindingCode, values = {}, place: Place = { line: 1, col: 1 }): PlanProblem => ({
  ...place,
  refusal: refusal(planFileRefusals, code, values),
})

const failed = (...problems: readonly PlanProblem[]): PlanCheck => ({ ok: false, problems })

const syntaxFault = ({ code, linePos }: YAMLError): PlanProblem =>
  fault('plan.yaml_syntax', { what: SYNTAX[code] ?? '这里无法解析' }, linePos?.[0])

type Reading = { readonly places: Map<string, Place>; readonly aliases: Alias[]; readonly lines: LineCounter }

const placeIn = ({ lines }: Reading, node: Node): Place => lines.linePos(node.range?.[0] ?? 0)

/** The value of a node with every scalar as text; notes the place of each field (its key) and list item. */
function textsIn(node: unknown, pointer: string, reading: Reading): unknown {
  if (isAlias(node)) {
    reading.aliases.push(node)
    return undefined
  }
  if (isMap(node))
    return Object.fromEntries(
      node.items.map(({ key, value }) => {
        const name = isScalar(key) ? String(key.value) : ''
        const at = pointerTo(pointer, name)
        if (isScalar(key)) reading.places.set(at, placeIn(reading, key))
        return [name, textsIn(value, at, reading)]
      }),
    )
  if (isSeq(node))
    return node.items.map((item, i) => {
      const at = pointerTo(pointer, i)
      if (isNode(item)) reading.places.set(at, placeIn(reading, item))
      return textsIn(item, at, reading)
    })
  return isScalar(node) ? String(node.value ?? '') : ''
}

/** 方案文本 Reads and checks the text of a plan file. */
export function readPlanText(text: string): PlanCheck {
  const lines = new LineCounter()
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, uniqueKeys: true })
  const faults = [...document.errors, ...document.warnings]
  if (faults.length > 0) return failed(...faults.map(syntaxFault))
  const reading: Reading = { places: new Map(), aliases: [], lines }
  const raw = textsIn(document.contents, '', reading)
  if (reading.aliases.length > 0)
    return failed(...reading.aliases.map((alias) => fault('plan.yaml_alias', {}, placeIn(reading, alias))))
  return checkPlan(raw, reading.places)
}

/** The text of UTF-8 bytes, a byte order mark left out; undefined if they are none. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const tooLarge = failed(fault('plan.file_too_large', { limit: PLAN_FILE_BYTES }))

/** 方案字节 Reads and checks the bytes of a plan file. */
export function readPlanBytes(bytes: Uint8Array): PlanCheck {
  if (bytes.length > PLAN_FILE_BYTES) return tooLarge
  const text = decoded(bytes)
  return text === undefined ? failed(fault('plan.file_not_utf8')) : readPlanText(text)
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** 上传的方案 Reads and checks a plan file of the evidence store. */
export async function readStoredPlan(store: EvidenceStore, file: Evidence): Promise<PlanCheck> {
  if (file.bytes > PLAN_FILE_BYTES) return tooLarge
  const chunks: Uint8Array[] = []
  for await (const chunk of await store.read(file.stored)) chunks.push(chunk)
  return readPlanBytes(Buffer.concat(chunks))
}

/** Bytes of a file; undefined if there is none of that name. A disk that fails is no missing file. */
const sizeOf = (file: string): Promise<number | undefined> =>
  stat(file).then(
    (found) => (found.isFile() ? found.size : undefined),
    (error: unknown) => (isMissing(error) ? undefined : Promise.reject(error)),
  )

/** 方案文件 Reads and checks a plan file on disk. Undecodable, missing or huge files are problems like any other. */
export async function readPlanFile(file: string): Promise<PlanCheck> {
  const size = await sizeOf(file)
  if (size === undefined) return failed(fault('plan.file_missing', { file }))
  if (size > PLAN_FILE_BYTES) return tooLarge
  return readPlanBytes(await readFile(file))
}
