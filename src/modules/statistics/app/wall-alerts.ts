import { type Day, daysBetween, formatDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { roomOf } from '#platform/db/house'
import { troubledConsumers } from '#platform/work/troubled'
import type { readWall } from '../contract/index.ts'
import { differingSums, openRecalls } from '../db/wall.ts'
import type { Reads } from './known-figures.ts'
import type { Board } from './read-board.ts'

type Alert = AnswerOf<typeof readWall>['alerts'][number]

/** Files of a month come in the next: older than that nobody has brought any. */
const STALE_DAYS = 35
/** More than these a wall does not show. */
const MOST = 6

/** 提醒 What somebody should see to, the gravest first. */
export async function wallAlerts(
  db: Reads,
  etown: { readonly id: number; readonly slug: string },
  board: Board,
  { today, lastDay }: { readonly today: Day; readonly lastDay: Day | undefined },
): Promise<readonly Alert[]> {
  const at = `/e/${etown.slug}`
  const recalls = await openRecalls(roomOf(db, 'trace_pub'), etown.id)
  const differing = await differingSums(roomOf(db, 'statistics'), etown.id)
  const troubled = await troubledConsumers(db, etown.id, 'statistics')
  const alerts: readonly (Alert | false)[] = [
    recalls > 0 && {
      code: 'recall',
      tone: 'bad',
      zh: `召回进行中：${recalls} 起`,
      en: `Recalls open: ${recalls}`,
      href: `${at}/recalls`,
    },
    differing > 0n && {
      code: 'sums-differ',
      tone: 'bad',
      zh: `上次重算有 ${differing} 个汇总与明细不等`,
      en: `The last recount found ${differing} sums unlike their rows`,
      href: `${at}/recounts`,
    },
    troubled.length > 0 && {
      code: 'folding',
      tone: 'bad',
      zh: '统计累计受阻，数字可能不是最新',
      en: 'Counting is held up; figures may be old',
      href: `${at}/recounts`,
    },
    ...board.targets.map((target) => ofTarget(target, `${at}/figures/${target.indicator}`)),
    stale(today, lastDay, `${at}/order-imports`),
  ]
  return alerts.filter((alert) => alert !== false).slice(0, MOST)
}

function ofTarget(target: Board['targets'][number], at: string): Alert | false {
  const { from, until } = target.period ?? target.window
  const href = `${at}?from=${from}&until=${until}`
  const { name, verdict } = target
  if (verdict === 'not-met' || verdict === 'below-expected')
    return { code: 'not-met', tone: 'bad', zh: `未达成：${name}`, en: `Not met: ${name}`, href }
  if (target.forecast?.outlook === 'unlikely')
    return { code: 'unlikely', tone: 'warn', zh: `预计难达成：${name}`, en: `Unlikely: ${name}`, href }
  if (target.pace?.ahead === false)
    return { code: 'behind', tone: 'warn', zh: `慢于序时进度：${name}`, en: `Behind its pace: ${name}`, href }
  return false
}

function stale(today: Day, lastDay: Day | undefined, href: string): Alert | false {
  if (lastDay === undefined)
    return { code: 'stale', tone: 'quiet', zh: '还没有导入过订单', en: 'No orders were imported yet', href }
  if (daysBetween(lastDay, today) <= STALE_DAYS) return false
  const zh = `订单数据停在${formatDay(lastDay)}，请导入新的订单文件`
  return { code: 'stale', tone: 'quiet', zh, en: `Order data end on ${lastDay}; import newer files`, href }
}
