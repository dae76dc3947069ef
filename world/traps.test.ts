import { beforeAll, describe, expect, test } from 'vitest'
import { generateWorld, type ReadableOrderFile } from './generate.ts'

// The traps that a reader of real exports meets, each looked for in the bytes of the file that should hold it.

const files = generateWorld({ seed: 20231, scale: 1 }).towns.flatMap(({ orderFiles }) => orderFiles)

const bytesOf = async (file: ReadableOrderFile): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of file.open().bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const ENCODINGS = {
  gb18030: 'gb18030',
  'utf-8': 'utf-8',
  'utf-8-bom': 'utf-8',
  'utf-16le': 'utf-16le',
} as const

const texts = new Map<string, string>()
beforeAll(async () => {
  for (const file of files) {
    const text = new TextDecoder(ENCODINGS[file.encoding], { fatal: true }).decode(await bytesOf(file))
    texts.set(file.path, text)
  }
}, 60_000)

const TRAPS: readonly [trap: string, where: RegExp, what: RegExp][] = [
  ['an id as a formula', /taobao-qinling\/2022-02/, /^="\d{18}",/m],
  ['an apostrophe before a phone', /taobao-qinling\/2022-02/, /,"'154\d{8}",/],
  ['an apostrophe before an id', /douyin-dongguan\/2022-02/, /^'\d{19},'\d{19},/m],
  ['a tab before an id', /douyin-fengxiang\/2023-11/, /^"\t\d{19}","\t\d{19}",/m],
  ['a tab behind an amount', /pdd-qinhe\/2022-03/, /,\d+\.\d\d\t,/],
  ['元 behind an amount', /taobao-qinling\/2023-02/, /"\d+\.\d\d元"/],
  ['thousands commas', /douyin-fengxiang\/2023-11/, /,"\d,\d{3}\.\d\d",/],
  ['the order total on every row of a 子订单', /douyin-fengxiang\/2023-11/, /^"\t(\d{19})",.*\n"\t\1",/m],
  ['a 总计 row at the end', /pdd-qinhe\/2022-03/, /\r\n总计,.*\r\n$/],
  ['the paid column before it was renamed', /taobao-qinling\/2022-12/, /"买家实际支付金额"/],
  ['and after', /taobao-qinling\/2023-01/, /"买家实付金额"/],
  [
    'the goods column before it was renamed',
    /douyin-fengxiang\/2022-12/,
    /^\ufeff?主订单编号,子订单编号,商品名称,/,
  ],
  ['and after', /douyin-fengxiang\/2023-01/, /^主订单编号,子订单编号,选购商品,/],
  ['a paid order without its time', /pdd-qinhe\/2022-11/, /^,[^,]+,2211\d\d-\d{15}\t,(已收货|已发货)/m],
  ['a masked place', /pdd-qinhe\/2022-03/, /,\*{4},\*{4},\*{4}\r$/m],
  ['a masked address', /taobao-qinling\/2023-02/, /"[^"]+省 [^"]+ \*{4}\(000000\)"/],
  ['a refund that is only a word', /pdd-qinhe\/2023-11/, /(未|已)发货，退款成功,.*,退款成功,/],
  ['a refund of one 子订单', /douyin-guoyuan\/2023-11/, /,已(关闭|完成),.*,退款成功,/],
  ['an order closed after payment', /taobao-qinling\/2022-11/, /"交易关闭".*"退款","0"/],
  ['an order never paid', /jd-qinling\/2022-11/, /,\(删除\)等待付款,/],
  [
    'a 京东 order that was split',
    /jd-qinling\/2023-11/,
    /,\(删除\)等待出库,.*,订单拆分为 {2}\d{12} {4}\d{12},/,
  ],
  ['a part paid from the balance', /jd-qinling\/2023-11/, /,\d+\.\d\d,[1-9]\d*\.\d\d,\d+\.\d\d,完成,/],
  ['批发', /pdd-guoyuan\/2022-1/, /,(B2B 批发客户|经销商进货 对公转账|批发 供货合同|b2b分销补货),/],
  ['刷单', /pdd-guoyuan\/2022-11/, /,(小.;)?[GV]-11\d\d,/],
  ['an id that Excel took for a number', /taobao-qinling\/2022-06/, /^1\.4\dE\+17,/m],
  ['Excel’s dates', /taobao-qinling\/2022-06/, /,2022\/6\/\d+ \d+:\d\d,/],
  ['Excel’s Unicode text', /taobao-meihe\/2023-02.*\.txt$/, /^订单编号\t买家会员名\t/],
  ['digits in full width', /pdd-shiyuan\/2022-09/, /,[０-９]+,/],
  ['a character beyond GBK', /taobao-qinling\/2022-11/, /😀/],
]

describe('traps', () => {
  test.each(TRAPS)('%s', (_, where, what) => {
    const found = [...texts].filter(([path]) => where.test(path))
    expect(found.length).toBeGreaterThan(0)
    expect(found.some(([, text]) => what.test(text))).toBe(true)
  })

  test('all four encodings, and one that is UTF-8 without a mark', () => {
    expect(new Set(files.map(({ encoding }) => encoding)).size).toBe(4)
  })

  test('a month in which no order has its time', () => {
    const [path = ''] = [...texts.keys()].filter((one) => /pdd-shiyuan\/2023-06/.test(one))
    const rows = (texts.get(path) ?? '').split('\r\n').filter((row) => /,2306\d\d-/.test(row))
    expect(rows.length).toBeGreaterThan(50)
    expect(rows.filter((row) => !row.startsWith(','))).toEqual([])
  })

  // 应付货款, 邮费, 总金额, 实付 are the third to sixth cell; 退款 the third from the end.
  const REFUNDED =
    /^="\d{18}","[^"]*","[\d.]+","[\d.]+","([\d.]+)","([\d.]+)",.*"([\d.]+)元","[^"]*","[\d.]+元"\r$/gm
  const sums = (path: RegExp): { gross: number; net: number } => {
    const all = [...texts]
      .filter(([one]) => path.test(one))
      .flatMap(([, text]) => [...text.matchAll(REFUNDED)])
    const refunded = all.filter(([, , , back]) => Number(back) > 0)
    const isGross = ([, total, paid]: RegExpMatchArray): boolean => total === paid
    return { gross: refunded.filter(isGross).length, net: refunded.filter((one) => !isGross(one)).length }
  }

  test('天猫: since a month, and in one shop only, the paid amount is already less the refund', () => {
    expect(sums(/taobao-qinling\/2023-0[1-6]/)).toMatchObject({ net: 0 })
    expect(sums(/taobao-qinling\/2023-0[1-6]/).gross).toBeGreaterThan(5)
    expect(sums(/taobao-qinling\/2023-(0[7-9]|1)/)).toMatchObject({ gross: 0 })
    expect(sums(/taobao-qinling\/2023-(0[7-9]|1)/).net).toBeGreaterThan(5)
  })
})
