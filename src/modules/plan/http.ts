import { route } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import { compareVersionsIn } from './app/compare-versions.ts'
import { decideInterpretationIn } from './app/decide-interpretation.ts'
import { adoptVersionIn, checkDraftIn } from './app/draft.ts'
import { getFileIn } from './app/get-file.ts'
import { listClausesIn, showClauseIn } from './app/list-clauses.ts'
import { listFacilitiesIn } from './app/list-facilities.ts'
import { listInterpretationsIn } from './app/list-interpretations.ts'
import { listTargetsIn } from './app/list-targets.ts'
import { showFundsIn } from './app/show-funds.ts'
import { showPlanIn } from './app/show-plan.ts'
import { showScheduleIn } from './app/show-schedule.ts'
import { planWaits } from './app/waits.ts'
import * as plan from './contract/index.ts'

export const planRoom: Room = {
  name: 'plan',
  waits: planWaits,
  grants: plan.planGrants,
  routes: [
    route(plan.showPlan, 'plan', showPlanIn),
    route(plan.listClauses, 'plan', listClausesIn),
    route(plan.showClause, 'plan', showClauseIn),
    route(plan.listTargets, 'plan', listTargetsIn),
    route(plan.showFunds, 'plan', showFundsIn),
    route(plan.showSchedule, 'plan', showScheduleIn),
    route(plan.listFacilities, 'plan', listFacilitiesIn),
    route(plan.listInterpretations, 'plan', listInterpretationsIn),
    route(plan.decideInterpretation, 'plan', decideInterpretationIn),
    route(plan.compareVersions, 'plan', compareVersionsIn),
    route(plan.planFile, 'plan', getFileIn),
    route(plan.checkDraft, 'plan', checkDraftIn),
    route(plan.adoptVersion, 'plan', adoptVersionIn),
  ],
}
