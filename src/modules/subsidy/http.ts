import { route } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import { amendAwardIn, raiseObjectionIn } from './app/amend-list.ts'
import { getApplicationIn, listApplicationsIn } from './app/applications.ts'
import { attachFileIn, getFileIn, getReceiptIn, saveFactIn } from './app/drafts.ts'
import { listGoodsIn, sortGoodsIn } from './app/goods.ts'
import { approveOverrideIn, proposeOverrideIn } from './app/overrides.ts'
import { payApplicationIn } from './app/pay.ts'
import { endNoticeIn, publishNoticeIn } from './app/publish-list.ts'
import {
  checkApplicationIn,
  checkBatchIn,
  decideApplicationIn,
  decideBatchIn,
  reviewApplicationIn,
  reviewBatchIn,
} from './app/review.ts'
import { getRoundIn, listRoundsIn, listSchemesIn, openRoundIn, tryRoundIn } from './app/rounds.ts'
import { listProjectsIn, startApplicationIn } from './app/start.ts'
import { appealApplicationIn, submitApplicationIn, withdrawApplicationIn } from './app/submit.ts'
import { subsidyWaits } from './app/waits.ts'
import { whatIfIn } from './app/what-if.ts'
import * as subsidy from './contract/index.ts'

export const subsidyRoom: Room = {
  name: 'subsidy',
  waits: subsidyWaits,
  grants: subsidy.subsidyGrants,
  routes: [
    route(subsidy.listRounds, 'subsidy', listRoundsIn),
    route(subsidy.listSchemes, 'subsidy', listSchemesIn),
    route(subsidy.openRound, 'subsidy', openRoundIn),
    route(subsidy.getRound, 'subsidy', getRoundIn),
    route(subsidy.tryRound, 'subsidy', tryRoundIn),
    route(subsidy.whatIf, 'subsidy', whatIfIn),
    route(subsidy.listApplications, 'subsidy', listApplicationsIn),
    route(subsidy.getApplication, 'subsidy', getApplicationIn),
    route(subsidy.listProjects, 'subsidy', listProjectsIn),
    route(subsidy.startApplication, 'subsidy', startApplicationIn),
    route(subsidy.saveFact, 'subsidy', saveFactIn),
    route(subsidy.attachFile, 'subsidy', attachFileIn),
    route(subsidy.getFile, 'subsidy', getFileIn),
    route(subsidy.getReceipt, 'subsidy', getReceiptIn),
    route(subsidy.submitApplication, 'subsidy', submitApplicationIn),
    route(subsidy.withdrawApplication, 'subsidy', withdrawApplicationIn),
    route(subsidy.appealApplication, 'subsidy', appealApplicationIn),
    route(subsidy.reviewBatch, 'subsidy', reviewBatchIn),
    route(subsidy.checkBatch, 'subsidy', checkBatchIn),
    route(subsidy.decideBatch, 'subsidy', decideBatchIn),
    route(subsidy.reviewApplication, 'subsidy', reviewApplicationIn),
    route(subsidy.proposeOverride, 'subsidy', proposeOverrideIn),
    route(subsidy.approveOverride, 'subsidy', approveOverrideIn),
    route(subsidy.checkApplication, 'subsidy', checkApplicationIn),
    route(subsidy.amendAward, 'subsidy', amendAwardIn),
    route(subsidy.raiseObjection, 'subsidy', raiseObjectionIn),
    route(subsidy.decideApplication, 'subsidy', decideApplicationIn),
    route(subsidy.payApplication, 'subsidy', payApplicationIn),
    route(subsidy.publishNotice, 'subsidy', publishNoticeIn),
    route(subsidy.endNotice, 'subsidy', endNoticeIn),
    route(subsidy.listGoods, 'subsidy', listGoodsIn),
    route(subsidy.sortGoods, 'subsidy', sortGoodsIn),
  ],
}
