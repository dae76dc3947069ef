/**
 * 公示 for every room above: publish a list, amend it, ask whether it has run. In the caller's own transaction.
 * @example const made = await publish(publishingOf(call), { kind: 'subsidy', origin: `subsidy.window/${id}`, … })
 */

import type { Day } from '#kernel/day'
import { type AnyDb, roomOf } from '../../platform/db/house.ts'
import { noticeView } from './app/views.ts'
import type { NoticeItem } from './contract/index.ts'
import { findNotice } from './db/notices.ts'

export { amend, leastDays, type Publishing, publish, publishingOf, relist } from './app/edit.ts'
export { answer, type Entered, object, withdraw } from './app/object.ts'

/** 公示现状 Where a notice stands on a day; undefined: there is none. Money may go only where it has `passed`. */
export async function noticeOn(
  db: AnyDb,
  etown: number,
  notice: bigint,
  on: Day,
): Promise<NoticeItem | undefined> {
  const row = await findNotice(roomOf(db, 'notice'), etown, notice)
  return row && noticeView(row, on)
}
