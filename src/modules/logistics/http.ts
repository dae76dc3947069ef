import { route } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import { askTrialIn } from './app/ask-trial.ts'
import { trialJob } from './app/trial-job.ts'
import { cancelTrialIn, getTrialIn, judgePlanIn, listTrialsIn, trialPlanIn } from './app/trials.ts'
import {
  askTrial,
  cancelTrial,
  getTrial,
  judgePlan,
  listTrials,
  logisticsGrants,
  trialPlan,
} from './contract/index.ts'

export const logisticsRoom: Room = {
  name: 'logistics',
  routes: [
    route(askTrial, 'logistics', askTrialIn),
    route(listTrials, 'logistics', listTrialsIn),
    route(getTrial, 'logistics', getTrialIn),
    route(cancelTrial, 'logistics', cancelTrialIn),
    route(trialPlan, 'logistics', trialPlanIn),
    route(judgePlan, 'logistics', judgePlanIn),
  ],
  grants: logisticsGrants,
  jobs: [trialJob],
}
