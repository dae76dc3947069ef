import { buffer } from 'node:stream/consumers'
import { logKeysOf, proofOf } from '#attest'
import { sha256Hex } from '#kernel/sha256'
import { inEtown } from '../../../../platform/db/act.ts'
import { findEvidence } from '../../../../platform/files/evidence.ts'
import { type Content, contentOf, type Making } from './content.ts'
import { indexPage } from './index-page.ts'
import { pdfOf } from './pdf.ts'

export type FolderFile = { readonly name: string; readonly bytes: Uint8Array }
export type Folder = {
  readonly content: Content
  readonly pdf: Buffer
  readonly files: readonly FolderFile[]
}

export const SUMS = 'SHA256SUMS'
/** A paper larger than this is named by its hash and fetched in the system. */
const PAPER_BYTES = 32 * 1024 * 1024
const PROOFS_AN_ITEM = 20

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8')

/** 整份档案 PDF, page, data, papers, proofs and the hashes of them all; undefined before a plan is in force. */
export async function folderOf(making: Making): Promise<Folder | undefined> {
  const content = await contentOf(making)
  if (content === undefined) return undefined
  const pdf = await pdfOf(content)
  const papers = await papersOf(making, content)
  const proofs = await proofsOf(making, content)
  const placed = {
    papers: new Map(papers.map(({ sha256, name }) => [sha256, name])),
    proofs: new Set(proofs.leaves.keys()),
  }
  const files: FolderFile[] = [
    { name: '请先看.txt', bytes: utf8(EXPLANATION) },
    { name: '验收档案.pdf', bytes: pdf },
    { name: 'index.html', bytes: utf8(indexPage(content, placed)) },
    {
      name: 'index.json',
      bytes: utf8(`${JSON.stringify({ ...content, papers: listed(papers) }, null, 2)}\n`),
    },
    ...papers,
    ...[...proofs.leaves].map(([leaf, text]) => ({ name: `proofs/${leaf}.tlog-proof`, bytes: utf8(text) })),
    ...(proofs.keys.length > 0 ? [{ name: 'keys.txt', bytes: utf8(`${proofs.keys.join('\n')}\n`) }] : []),
  ].map(({ name, bytes }) => ({ name, bytes }))
  const sums = files.map(({ name, bytes }) => `${sha256Hex(bytes)}  ${name}\n`).join('')
  return { content, pdf, files: [...files, { name: SUMS, bytes: utf8(sums) }] }
}

type PaperFile = FolderFile & { readonly sha256: string }

/** `sha256` is of the file as it came; a picture is kept re-encoded, so its bytes here have a hash of their own. */
const listed = (papers: readonly PaperFile[]) =>
  papers.map(({ sha256, name, bytes }) => ({ sha256, name, kept: sha256Hex(bytes) }))

/** What people brought in for an item or a step. Files that rows came from hold other people's data and stay inside. */
async function papersOf({ house, etown, signal }: Making, { items }: Content): Promise<PaperFile[]> {
  const wanted = new Set(
    items.flatMap(({ evidenceList, steps }) => [
      ...evidenceList.flatMap(({ collected, sha256 }) => (collected ? [] : (sha256 ?? []))),
      ...steps.flatMap(({ sha256 }) => sha256 ?? []),
    ]),
  )
  const papers: PaperFile[] = []
  for (const sha256 of wanted) {
    signal?.throwIfAborted()
    const file = await inEtown(house.pool, etown.id, 'read', ({ db }) => findEvidence(db, etown.id, sha256))
    if (file === undefined || file.bytes > PAPER_BYTES) continue
    const ending = file.media === 'image/webp' ? '.webp' : (/\.\w{1,8}$/.exec(file.name)?.[0] ?? '')
    const bytes = await buffer(await house.evidence.read(file.stored))
    papers.push({ name: `evidence/${sha256}${ending.toLowerCase()}`, bytes, sha256 })
  }
  return papers
}

async function proofsOf({ house, etown, signal }: Making, { items }: Content) {
  const leaves = new Set(
    items.flatMap(({ evidenceList }) =>
      evidenceList.slice(0, PROOFS_AN_ITEM).flatMap(({ leaf }) => leaf ?? []),
    ),
  )
  return inEtown(house.pool, etown.id, 'snapshot', async ({ db }) => {
    const proofs = new Map<string, string>()
    for (const leaf of leaves) {
      signal?.throwIfAborted()
      const text = await proofOf(db, etown.id, BigInt(leaf))
      if (text !== undefined) proofs.set(leaf, text)
    }
    return { leaves: proofs, keys: await logKeysOf(db, etown.id) }
  })
}

const EXPLANATION = `验收档案文件夹
================

index.html    用浏览器打开，断网也能看：每一项的条款、要求、实际、口径、缺口、验收经过、证据。
验收档案.pdf  打印用，内容相同。
index.json    全部内容的数据，含每一份证据的 SHA-256。
evidence/     人工补充的材料。文件名是上传时的 SHA-256；图片上传后重新编码保存，其保存后的哈希见 index.json 的 papers。
proofs/       证据在公开存证日志里的证明；keys.txt 是日志和见证方的公钥。
${SUMS}    以上每个文件的 SHA-256。

怎样核对（都不联网）
--------------------
1. 在本文件夹里运行   sha256sum -c ${SUMS}
   或者               npx ezhen acceptance verify 本文件夹
2. 核对一条存证       npx ezhen verify proofs/编号.tlog-proof --keys keys.txt
   keys.txt 里的公钥请当面或经第二渠道与县里公布的对照。

订单、名册等原始数据文件含他人的个人信息，不放进本文件夹；它们的 SHA-256 在 index.json 里，原件在系统内按权限查看。
`
