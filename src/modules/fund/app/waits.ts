import { roomOf } from '../../../platform/db/house.ts'
import type { Asker, Wait } from '../../../platform/room.ts'
import { countWaiting } from '../db/waiting.ts'

/** Approvals wait for whoever did not propose, payments for whoever did neither. */
export async function fundWaits({ db, etown, account, may }: Asker): Promise<readonly Wait[]> {
  const { approvals, exceptions, payments, withdrawals } = await countWaiting(
    roomOf(db, 'fund'),
    etown.id,
    account,
  )
  const approves = may('fund.approve')
  return [
    {
      what: { zh: '资金安排待审定', en: 'Allotments to approve' },
      count: approves ? approvals : 0,
      href: '/fund/allotments?state=reserved',
    },
    {
      what: { zh: '占比例外待审定', en: 'Exceptions to approve' },
      count: approves ? exceptions : 0,
      href: '/fund',
    },
    {
      what: { zh: '收回分配待批准', en: 'Withdrawals to approve' },
      count: approves ? withdrawals : 0,
      href: '/fund',
    },
    {
      what: { zh: '已审定，待支付', en: 'Approved, to be paid' },
      count: may('fund.pay') ? payments : 0,
      href: '/fund/allotments?state=committed',
    },
  ]
}
