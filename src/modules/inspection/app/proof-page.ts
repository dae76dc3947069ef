import { recordsPage, type ShownRecord } from '#attest'
import { UNITS } from '#contract/trace'
import { keysOf } from '#kernel/keys'
import { granted, type Outcome } from '#kernel/refusal'
import { inEtown } from '#platform/db/act'
import { roomOf } from '#platform/db/house'
import type { AloneCall, RawAnswer } from '#platform/http/route'
import { type proofPage, STYLES, VERDICTS } from '../contract/index.ts'
import { certificateOfNumber, voidOf } from '../db/certificates.ts'
import { labResultsOf } from '../db/lab.ts'
import { findSample, labelsOf, reviewOf, runsOf, sampleOfLabel } from '../db/samples.ts'
import { readNumber, townOfNumber } from '../domain/public-number.ts'
import { subjectNames } from './proofs.ts'
import { townOf, unknownNumber } from './public-page.ts'
import { FOODS } from './registry.ts'
import {
  firstPositive,
  statedCertificate,
  statedLab,
  statedPositive,
  statedResult,
  statedVoid,
} from './statements.ts'

type Own = ReturnType<typeof roomOf<'inspection'>>
type Labels = Readonly<Record<string, string>>

/** `unit=kg` → 千克. */
const valuesOf = (member: string, words: Readonly<Record<string, { readonly zh: string }>>): Labels =>
  Object.fromEntries(keysOf(words).map((value) => [`${member}=${value}`, words[value]?.zh ?? value]))
const SAMPLE: Labels = {
  sample: '样品码',
  food: '品类',
  method: '检测方法',
  takenAt: '抽样时间',
  percent: '抑制率（%）',
  ...valuesOf('food', Object.fromEntries(FOODS.map((food) => [food.code, food]))),
}

/** 自己核验 A certificate or a test label with the texts that were attested of it, in a page that the phone checks by itself. */
export async function proofPageIn(
  call: AloneCall<typeof proofPage, 'inspection'>,
): Promise<Outcome<RawAnswer>> {
  const asked = readNumber(call.params.number)
  const town = asked && (await townOf(call.house, townOfNumber(asked.number) ?? 0))
  if (asked === undefined || town === undefined) return unknownNumber(call.params.number)
  const page = await inEtown(call.house.pool, town.id, 'read', async ({ db }) => {
    const own = roomOf(db, 'inspection')
    const records = asked.number.startsWith('T')
      ? await labelRecords(own, town.id, asked.number)
      : await certificateRecords(own, town.id, asked.number)
    if (records === undefined) return undefined
    return recordsPage(db, town, {
      language: 'zh',
      title: asked.number,
      back: `/hgz/${asked.number}`,
      demonstration: town.demonstration ? '演示数据，不是真实商品' : undefined,
      records,
    })
  })
  return page === undefined ? unknownNumber(call.params.number) : granted(page)
}

async function labelRecords(
  db: Own,
  etown: number,
  number: string,
): Promise<readonly ShownRecord[] | undefined> {
  const label = await sampleOfLabel(db, etown, number)
  return label && sampleRecords(db, etown, label.sample)
}

/** All that is attested of a sample: the reading that closed its lot, the reviewed result, the laboratory's report. */
async function sampleRecords(db: Own, etown: number, id: bigint): Promise<readonly ShownRecord[]> {
  const sample = await findSample(db, etown, id)
  if (sample === undefined) return []
  const [runs, labs, review, labels] = [
    await runsOf(db, etown, [id]),
    await labResultsOf(db, etown, [id]),
    await reviewOf(db, etown, id),
    await labelsOf(db, etown, [id]),
  ]
  const first = firstPositive(runs)
  return [
    ...(first === undefined
      ? []
      : [
          {
            ...statedPositive(sample, first),
            heading: '阳性读数，批次自此扣留',
            labels: { ...SAMPLE, verdict: '判定', measuredAt: '测定时间', ...valuesOf('verdict', VERDICTS) },
          },
        ]),
    ...(review === undefined
      ? []
      : [
          {
            ...statedResult(sample, review, labels[0]?.number, runs),
            heading: '经复核的检测结果',
            labels: { ...SAMPLE, label: '检测标签编号', reviewedAt: '复核时间' },
          },
        ]),
    ...labs.map((lab) => ({
      ...statedLab(sample, lab),
      heading: '实验室报告',
      labels: {
        sample: '样品码',
        laboratory: '检测机构',
        reportNo: '报告编号',
        method: '检测方法',
        reportedOn: '报告日期',
        report: '报告文件 SHA-256',
      },
    })),
  ]
}

async function certificateRecords(
  db: Own,
  etown: number,
  number: string,
): Promise<readonly ShownRecord[] | undefined> {
  const row = await certificateOfNumber(db, etown, number)
  if (row === undefined) return undefined
  const subject = (await subjectNames(db, etown, [row]))(row)
  const voided = await voidOf(db, etown, row.id)
  return [
    {
      ...statedCertificate(row, subject),
      heading: '承诺达标合格证',
      labels: {
        number: '编号',
        style: '开具方',
        product: '产品名称',
        quantity: '数量',
        unit: '计量单位',
        boxes: '箱数',
        origin: '产地',
        subject: '承诺主体',
        subjectCode: '统一社会信用代码',
        template: '样式',
        issuedOn: '开具日期',
        ...valuesOf('style', STYLES),
        ...valuesOf('unit', UNITS),
      },
    },
    ...(voided === undefined
      ? []
      : [
          {
            ...statedVoid(number, voided.why, voided.at),
            heading: '作废',
            labels: { number: '编号', why: '理由', at: '作废时间' },
          },
        ]),
    ...(row.sample === null ? [] : await sampleRecords(db, etown, row.sample)),
  ]
}
