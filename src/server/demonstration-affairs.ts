import { Readable } from 'node:stream'
import sharp from 'sharp'
import { addDays, type Day } from '#kernel/day'
import type { Caller } from './demo-caller.ts'

type People = { readonly office: Caller; readonly operator: Caller }

/** A paper that says what it is: invented, like all of the demonstration. */
const paper = (title: string) =>
  Readable.from([Buffer.from(`文件,说明\n${title},演示用虚构材料：真实使用时请上传签字盖章的原件\n`)])

/** The steering group's meeting, tasks, assets and first steps of acceptance in one demonstration e-town. */
export async function bringInAffairs(
  { office, operator }: People,
  at: string,
  slug: string,
  today: Day,
): Promise<void> {
  await meetOnce(office, operator, at, today)
  await bringInAssets(office, operator, at, slug, today)
  await beginAcceptance(office, operator, at, today)
}

async function sent(caller: Caller, url: string, title: string): Promise<string> {
  const { sha256 } = await caller.upload(url, `${title}.csv`, paper(title))
  return String(sha256)
}

async function meetOnce(office: Caller, operator: Caller, at: string, today: Day): Promise<void> {
  const { id } = await office.act('POST', `${at}/governance/meetings`, {
    title: '乡村e镇项目推进会',
    plannedOn: today,
    place: '县政府三楼会议室（演示）',
    agenda: ['听取各单位进展', '研究资金使用', '安排下一阶段工作'],
  })
  await office.act('POST', `${at}/governance/meetings/${id}/minutes`, {
    heldOn: today,
    attended: '工信、财政、农业农村等部门和承办企业（演示）',
    minutes: await sent(office, `${at}/governance/evidence`, '推进会纪要'),
    decisions: [
      { text: '核对新增市场主体名单，补齐从事电商的佐证', task: { owner: 'operator', days: 10 } },
      { text: '对专项资金使用情况开展一次检查', task: { owner: 'finance', days: 15 } },
      { text: '原则同意下一季度工作安排' },
    ],
  })
  const { id: own } = await office.act('POST', `${at}/governance/tasks`, {
    title: '公共服务中心标识标牌补齐',
    owner: 'operator',
    days: 5,
  })
  await operator.act('POST', `${at}/governance/tasks/${own}/report`, {
    text: '标牌已安装，照片附后（演示）',
    evidence: await sent(operator, `${at}/governance/evidence`, '标牌照片'),
  })
}

const ASSETS = [
  ['0001', '直播摄像机', 'Z280', 'general', '3200000', '公共服务中心主直播间'],
  ['0002', '多路数字调音台', 'X32', 'general', '1850000', '公共服务中心主直播间'],
  ['0003', '农药残留快速检测仪', 'NC-12', 'special', '2680000', '研发服务中心检测室'],
  ['0004', '智能快递柜', '48 格', 'furniture', '1560000', '物流配送中心'],
] as const

async function bringInAssets(
  office: Caller,
  operator: Caller,
  at: string,
  slug: string,
  today: Day,
): Promise<void> {
  const evidence = await sent(office, `${at}/assets/evidence`, '设备采购发票')
  const { items } = await office.get(`${at}/assets/contracts`)
  const [contract] = items as { id: string }[]
  const ids: string[] = []
  for (const [number, name, model, kind, price, place] of ASSETS) {
    const { id } = await office.act('POST', `${at}/assets`, {
      ...{ number: `${slug.slice(0, 6)}-${number}`, name, model, class: kind, price, place, evidence },
      ...{ boughtOn: addDays(today, -200), ownership: 'state', owner: '县工业和信息化局（演示）' },
      ...{ custodian: '承办企业（演示）', shares: [{ source: 'province', amount: price }] },
      ...(contract && { contract: contract.id, useUntil: addDays(today, 500) }),
    })
    ids.push(String(id))
  }
  const [first = '', , third = ''] = ids
  await office.act('POST', `${at}/assets/${third}/loan`, {
    text: '下乡检测借用（演示）',
    custodian: '镇农业综合服务站（演示）',
    place: '镇农业综合服务站',
    dueOn: addDays(today, 30),
  })
  await office.act('POST', `${at}/stock-takes`, { name: '年度资产盘点（演示）' })
  const picture = sharp({ create: { width: 640, height: 480, channels: 3, background: '#6b8f71' } }).jpeg()
  const { sha256 } = await operator.upload(
    `${at}/assets/evidence`,
    '现场照片.jpg',
    Readable.from([await picture.toBuffer()]),
  )
  const count = { condition: 'good', place: '公共服务中心主直播间', photo: sha256 }
  await operator.act('POST', `${at}/assets/${first}/count`, count)
}

async function beginAcceptance(office: Caller, operator: Caller, at: string, today: Day): Promise<void> {
  const { items } = await office.get(`${at}/acceptance/items`)
  const codes = (items as { code: string }[]).map(({ code }) => code)
  const wanted = ['target.web-goods', 'target.training-visits', 'target.own-brands']
  for (const code of wanted.filter((one) => codes.includes(one))) {
    const evidence = await sent(operator, `${at}/acceptance/evidence`, `${code}-佐证`)
    await operator.act('POST', `${at}/acceptance/items/${code}/evidence`, {
      title: '自评佐证（演示）',
      happenedOn: addDays(today, -3),
      evidence,
    })
    await operator.act('POST', `${at}/acceptance/items/${code}/assessment`, {
      text: '已按合同完成，佐证附后（演示）',
      evidence,
    })
  }
  await office.act('POST', `${at}/acceptance/sheets`, {})
}
