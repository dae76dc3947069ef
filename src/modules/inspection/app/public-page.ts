import sharp from 'sharp'
import { day, dayOfInstant, formatDay } from '#kernel/day'
import { keyIn } from '#kernel/keys'
import { granted, type Outcome } from '#kernel/refusal'
import { inEtown } from '#platform/db/act'
import { roomOf } from '#platform/db/house'
import type { House } from '#platform/house'
import { type Html, html } from '#platform/http/html'
import type { AloneCall, RawAnswer } from '#platform/http/route'
import { FONT_FILE, lotsOf, pathOf, qrOf, stemOf } from '#trace'
import {
  MEANING,
  type numberPage,
  type queryPage,
  SAMPLE_STATES,
  STYLES,
  type sharingCard,
} from '../contract/index.ts'
import { type CertificateRow, certificateOfNumber, usesOf } from '../db/certificates.ts'
import { findSample, runsOf, sampleOfLabel } from '../db/samples.ts'
import { readNumber, spacedNumber, townOfNumber } from '../domain/public-number.ts'
import { isRapid, warningsOf } from '../domain/registry.ts'
import { wordsOf } from './certificates.ts'
import { subjectNames } from './proofs.ts'
import { knownFood, knownMethod } from './registry.ts'
import { resultSaid } from './result-words.ts'
import { spelt } from './seeing.ts'

const UNITS: Readonly<Record<string, string>> = { kg: '千克', piece: '件', litre: '升' }
const STYLE = `
:root{color-scheme:light;font:18px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;color:#1d2b25;background:#f5f7f5}
body{margin:0}main{max-width:40rem;margin:0 auto;padding:1rem;background:#fff;min-height:100vh;box-sizing:border-box}
h1{font-size:1.5rem;line-height:1.4;margin:.5rem 0}a{color:#0b5c3b;display:inline-block;min-height:44px;line-height:44px}
dl{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1rem}dt{color:#52605a}dd{margin:0;overflow-wrap:anywhere}
.state{border-radius:.6rem;padding:.8rem 1rem;font-weight:600}.good{background:#dff2e3;color:#0d4a26}.bad{background:#b3161d;color:#fff}.warn{background:#fff0c9;color:#5d3b00}
.card{border:1px solid #cfd8d3;border-radius:.6rem;padding:.8rem 1rem;margin:.8rem 0}.small{font-size:.9rem;color:#4b554f;overflow-wrap:anywhere}
label{display:block}input{font:inherit;width:100%;box-sizing:border-box;min-height:48px;padding:.3rem .6rem;border:1px solid #66736c;border-radius:.4rem}
button{font:inherit;min-height:48px;margin-top:.8rem;padding:0 1.4rem;border:0;border-radius:.4rem;background:#0b5c3b;color:#fff}.demo{background:#5d3b00;color:#fff;padding:.3rem;text-align:center;margin:0}`

const answer = (status: number, title: string, body: Html, demonstration = false): Outcome<RawAnswer> =>
  granted({
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><meta name="robots" content="noindex"><link rel="icon" href="data:,"><style>${{ safe: STYLE }}</style></head>
<body><main>${demonstration && html`<p class="demo">演示数据，不是真实商品</p>`}${body}</main></body></html>`
      .safe,
  })

const form = (typed: string): Html => html`<form method="get" action="/hgz">
<label for="n">合格证或检测标签上的编号</label>
<input id="n" name="n" value="${typed}" autocomplete="off" autocapitalize="characters" maxlength="60">
<button>查询</button></form>`

/** 按编号查 Typed from a label; nothing to sign in for. */
export async function queryPageIn(
  call: AloneCall<typeof queryPage, 'inspection'>,
): Promise<Outcome<RawAnswer>> {
  const typed = call.query.n ?? ''
  const asked = readNumber(typed)
  if (asked !== undefined) {
    const box = asked.box === undefined ? '' : `.${asked.box}`
    return granted({ status: 303, headers: { location: `/hgz/${asked.number}${box}` }, body: '' })
  }
  const wrong =
    typed !== '' &&
    html`<p class="state warn" role="alert">这不是本系统的编号：应以 C（合格证）或 T（检测）开头，共 13 位，没有 I、O、0、1。请核对后再查。</p>`
  return answer(
    200,
    '查询合格证',
    html`<h1>查询承诺达标合格证与检测结果</h1>${wrong}${form(typed)}
<p class="small">编号印在标签二维码旁边。编号区分：C 开头是承诺达标合格证，T 开头是检测标签。</p>`,
  )
}

type Town = {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly demonstration: boolean
}

export async function townOf(house: House, id: number): Promise<Town | undefined> {
  return roomOf(house.db, 'platform')
    .selectFrom('platform.etown')
    .select(['id', 'slug', 'name', 'demonstration'])
    .where('id', '=', id)
    .where('id', '>', 0)
    .executeTakeFirst()
}

export const unknownNumber = (typed: string): Outcome<RawAnswer> =>
  answer(
    404,
    '查无此号',
    html`<h1>查无此号</h1><p class="state bad" role="alert">✕ 本系统没有发过这个编号。可能抄错，也可能是仿冒的。</p>${form(typed)}`,
  )

export async function numberPageIn(
  call: AloneCall<typeof numberPage, 'inspection'>,
): Promise<Outcome<RawAnswer>> {
  const asked = readNumber(call.params.number)
  const town = asked && (await townOf(call.house, townOfNumber(asked.number) ?? 0))
  if (asked === undefined || town === undefined) return unknownNumber(call.params.number)
  const body = await inEtown(call.house.pool, town.id, 'read', async ({ db }) => {
    const own = roomOf(db, 'inspection')
    if (asked.number.startsWith('T')) return testBody(own, town, asked.number)
    const row = await certificateOfNumber(own, town.id, asked.number)
    const boxed = asked.box === undefined || (row !== undefined && asked.box >= 1 && asked.box <= row.boxes)
    return row === undefined || !boxed ? undefined : certificateBody(own, town, row, asked.box)
  })
  return body === undefined
    ? unknownNumber(call.params.number)
    : answer(200, body.title, body.html, town.demonstration)
}

/** 扩展基质 Said wherever the result is. */
const extendedOf = ({
  method,
  food,
}: {
  readonly method: string
  readonly food: string
}): readonly string[] =>
  warningsOf(knownMethod(method), knownFood(food)).filter((text) => text.startsWith('扩展'))

type Own = ReturnType<typeof roomOf<'inspection'>>
const fact = (name: string, said: string | undefined): Html | false =>
  said !== undefined && html`<dt>${name}</dt><dd>${said}</dd>`

async function lotLines(db: Own, town: Town, lot: bigint | null) {
  const found = lot === null ? undefined : (await lotsOf(db, town.id, [lot])).get(lot)
  const closed = found !== undefined && found.state !== 'open'
  const banner =
    closed &&
    html`<p class="state bad" role="alert">✕ 本批次${found.state === 'recalled' ? '已召回' : '已被冻结'}：请不要食用或销售，等候处理结果。</p>`
  const link =
    found &&
    html`<p><a href="/scan${pathOf({ gtin: found.gtin, lot: found.code })}">看这一批的全程记录</a></p>`
  return { found, banner, link }
}

async function certificateBody(db: Own, town: Town, row: CertificateRow, box: number | undefined) {
  const { title, promise, bases } = wordsOf(row)
  const { banner, link, found } = await lotLines(db, town, row.lot)
  const subject = (await subjectNames(db, town.id, [row]))(row)
  const sample = row.sample === null ? undefined : await findSample(db, town.id, row.sample)
  const tested =
    sample?.state === 'passed'
      ? [resultSaid(sample, await runsOf(db, town.id, [sample.id])).zh, ...extendedOf(sample)].join('，')
      : undefined
  const shaken = (await usesOf(db, town.id, row.id)).some(({ voided }) => voided)
  const state =
    row.voided_why !== null
      ? html`<p class="state bad" role="alert">✕ 已作废：${row.voided_why}</p>`
      : shaken
        ? html`<p class="state bad" role="alert">✕ 所依据的上游合格证已作废：请向承诺主体核实，核实前不要购买。</p>`
        : banner || html`<p class="state good" role="status">✓ 有效</p>`
  return {
    title: `${title} ${row.product}`,
    html: html`<h1>${title}</h1>${state}<p class="card">${promise}</p><dl>${fact('产品名称', row.product)}
${fact('数量（重量）', `${spelt(row.quantity)} ${UNITS[row.unit] ?? row.unit}`)}${fact('箱号', box === undefined ? undefined : `第 ${box} 箱，共 ${row.boxes} 箱`)}
${fact('产地', row.origin)}${fact('承诺主体', `${subject}（${STYLES[keyIn(STYLES, row.style)].zh}）`)}${fact('统一社会信用代码', row.subject_code ?? undefined)}
${fact('承诺依据', bases.join('、'))}${fact('开具时间', formatDay(day(row.issued_on)))}${fact('批次', found?.code)}${fact('附加信息', tested)}
${fact('编号', spacedNumber(row.number))}</dl>${tested !== undefined && sample !== undefined && isRapid(knownMethod(sample.method)) && html`<p class="small">${MEANING.zh}</p>`}${link}
<p class="small">合格证由承诺主体自己开具并对真实性负责，${town.name}只提供工具，不代为承诺。${!row.listed && '该产品不在须开具合格证的目录内，为自愿开具。'}</p>
<p class="small">内容指纹 ${row.sha256}</p>
<p><a href="/hgz/${row.number}/proof">自己核验这张合格证</a></p>
<p><a href="/hgz/${row.number}/card.png">销售页用的图片</a></p>`,
  }
}

async function testBody(db: Own, town: Town, number: string) {
  const label = await sampleOfLabel(db, town.id, number)
  const sample = label && (await findSample(db, town.id, label.sample))
  if (sample === undefined) return undefined
  const { found, banner, link } = await lotLines(db, town, sample.lot)
  const [method, food] = [knownMethod(sample.method), knownFood(sample.food)]
  const runs = await runsOf(db, town.id, [sample.id])
  const said = resultSaid(sample, runs).zh
  const passed = sample.state === 'passed'
  const state =
    banner ||
    html`<p class="state ${passed ? 'good' : 'bad'}" role="${passed ? 'status' : 'alert'}">${passed ? said : SAMPLE_STATES[keyIn(SAMPLE_STATES, sample.state)].zh}</p>`
  return {
    title: `检测结果 ${found?.item ?? food.zh}`,
    html: html`<h1>${found?.item ?? food.zh} 检测结果</h1>${state}<dl>${fact('结果', said)}${fact('检测方法', `${method.code} ${method.zh}`)}
${fact('限值', method.limit && `抑制率 ≥ ${method.limit}% 为阳性（不修约比较）`)}${fact('抽样时间', formatDay(dayOfInstant(sample.taken_at.getTime())))}
${fact('批次', found?.code)}${fact('检测次数', `${runs.length} 次，全部保留`)}${fact('编号', spacedNumber(number))}</dl>
${warningsOf(method, food).map((text) => html`<p class="state warn">! ${text}</p>`)}${isRapid(method) && html`<p class="small">${MEANING.zh}</p>`}${link}
<p><a href="/hgz/${number}/proof">自己核验这个结果</a></p>`,
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const CARD = { width: 750, height: 420, qr: 260 } as const

/** 销售页图片 A code with its words beside it, for a shop's page; it is drawn anew each time, so a void one says so. */
export async function sharingCardIn(
  call: AloneCall<typeof sharingCard, 'inspection'>,
): Promise<Outcome<RawAnswer>> {
  const asked = readNumber(call.params.number)
  const town = asked && (await townOf(call.house, townOfNumber(asked.number) ?? 0))
  const row =
    asked && town
      ? await inEtown(call.house.pool, town.id, 'read', ({ db }) =>
          certificateOfNumber(roomOf(db, 'inspection'), town.id, asked.number),
        )
      : undefined
  if (row === undefined || town === undefined) return unknownNumber(call.params.number)
  const { title } = wordsOf(row)
  const lines = [
    `<b>${escaped(title)}</b>`,
    ...(row.voided_why === null ? [] : ['<b>已作废</b>']),
    ...(town.demonstration ? ['演示数据'] : []),
    escaped(row.product),
    `${formatDay(day(row.issued_on))} 开具`,
    spacedNumber(row.number),
    '扫码看承诺全文',
  ]
  const text = await sharp({
    text: {
      text: lines.join('\n'),
      font: 'Noto Sans Hans 22',
      fontfile: FONT_FILE,
      dpi: 110,
      rgba: true,
      spacing: 12,
      width: CARD.width - CARD.qr - 130,
    },
  })
    .png()
    .toBuffer()
  const { size, dark } = qrOf(`${stemOf(call)}/hgz/${row.number}`)
  const modules = Buffer.alloc(size * size, 255)
  for (let i = 0; i < modules.length; i++) if (dark(i % size, Math.floor(i / size))) modules[i] = 0
  const code = await sharp(modules, { raw: { width: size, height: size, channels: 1 } })
    .resize(CARD.qr, CARD.qr, { kernel: 'nearest' })
    .png()
    .toBuffer()
  const card = await sharp({
    create: { width: CARD.width, height: CARD.height, channels: 3, background: '#ffffff' },
  })
    .composite([
      { input: code, left: 50, top: 80 },
      { input: text, left: CARD.qr + 100, top: 60 },
    ])
    .png()
    .toBuffer()
  return granted({ headers: { 'content-type': 'image/png' }, body: card })
}
