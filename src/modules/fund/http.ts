import { route } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import { allocateIn } from './app/allocate.ts'
import { approveIn } from './app/approve.ts'
import { closeYearIn } from './app/close-year.ts'
import { bringEvidenceIn, evidenceIn } from './app/evidence.ts'
import { approveExceptionIn, askExceptionIn } from './app/exceptions.ts'
import { getAllotmentIn } from './app/get-allotment.ts'
import { recoverIn, releaseIn } from './app/give-back.ts'
import { listAllotmentsIn, listEntriesIn, listTranchesIn } from './app/lists.ts'
import { attachNoticeIn } from './app/notice-gate.ts'
import { payIn } from './app/pay.ts'
import { proposeIn } from './app/propose.ts'
import { readFundIn } from './app/read-fund.ts'
import { registerTrancheIn } from './app/register-tranche.ts'
import { tryBudgetIn } from './app/what-if.ts'
import { approveWithdrawalIn, askWithdrawalIn } from './app/withdraw.ts'
import * as fund from './contract/index.ts'

export const fundRoom: Room = {
  name: 'fund',
  grants: fund.fundGrants,
  routes: [
    route(fund.readFund, 'fund', readFundIn),
    route(fund.bringEvidence, 'fund', bringEvidenceIn),
    route(fund.fundEvidence, 'fund', evidenceIn),
    route(fund.listTranches, 'fund', listTranchesIn),
    route(fund.registerTranche, 'fund', registerTrancheIn),
    route(fund.allocateFund, 'fund', allocateIn),
    route(fund.listEntries, 'fund', listEntriesIn),
    route(fund.listAllotments, 'fund', listAllotmentsIn),
    route(fund.getAllotment, 'fund', getAllotmentIn),
    route(fund.proposeAllotment, 'fund', proposeIn),
    route(fund.approveAllotment, 'fund', approveIn),
    route(fund.payAllotment, 'fund', payIn),
    route(fund.attachNotice, 'fund', attachNoticeIn),
    route(fund.releaseAllotment, 'fund', releaseIn),
    route(fund.recoverPayment, 'fund', recoverIn),
    route(fund.askException, 'fund', askExceptionIn),
    route(fund.approveException, 'fund', approveExceptionIn),
    route(fund.askWithdrawal, 'fund', askWithdrawalIn),
    route(fund.approveWithdrawal, 'fund', approveWithdrawalIn),
    route(fund.tryBudget, 'fund', tryBudgetIn),
    route(fund.closeYear, 'fund', closeYearIn),
  ],
}
