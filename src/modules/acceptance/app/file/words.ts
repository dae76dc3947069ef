import { addDays, type Day, dayOfInstant, formatDay } from '#kernel/day'
import type { Evidence, ItemDetail, Reading, Step } from '../../contract/index.ts'
import { ITEM_VERDICTS, STEPS } from '../../contract/index.ts'

/** What both drawings of the file say in the same words. */
export const spanText = ({ from, until }: { readonly from: Day; readonly until: Day }): string =>
  `${formatDay(from)}至${formatDay(addDays(until, -1))}`

export const momentText = (instant: string): string =>
  new Date(instant).toLocaleString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'long',
    timeStyle: 'short',
  })

export const dayText = (instant: string): string => formatDay(dayOfInstant(new Date(instant).getTime()))

export function readingText(reading: Reading, sources: ItemDetail['sources']): string {
  const { actual, verdict, typed, covers } = reading
  const span = covers ?? reading
  const found = sources.find(({ from, until }) => from === span.from && until === span.until)
  const rows = found === undefined ? '' : `，${found.rows} 行`
  const how = actual === undefined ? '' : typed ? '，人工录入' : rows
  const upTo = covers === undefined ? '' : `（数据截至${formatDay(addDays(covers.until, -1))}）`
  return `${spanText(reading)}：${actual ?? '没有数字'}${upTo}${how}。${ITEM_VERDICTS[verdict].zh}。`
}

export const stepText = ({ number, kind, text, dueOn, owner, by, at }: Step): string =>
  [
    `${number}. ${STEPS[kind].zh}，${dayText(at)}，${by}：${text}`,
    ...(owner === undefined || dueOn === undefined ? [] : [`责任单位${owner}，期限${formatDay(dueOn)}`]),
  ].join('；')

export const evidenceText = ({
  title,
  happenedOn,
  name,
  origin,
  leaf,
  collected,
  addedBy,
}: Evidence): string =>
  [
    `${formatDay(happenedOn)}  ${title}`,
    ...(name === undefined ? [] : [`文件“${name}”`]),
    ...(origin === undefined ? [] : [`记录 ${origin}`]),
    collected ? '系统当时记下' : `${addedBy}补充`,
    leaf === undefined ? '尚未进入存证日志' : `存证日志第 ${leaf} 号`,
  ].join('，')
