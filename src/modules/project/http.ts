import { route } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import { awardTenderIn } from './app/award.ts'
import { listClocksIn, setClockIn } from './app/clock-rules.ts'
import { archiveIn, evaluateIn, publiciseIn } from './app/close.ts'
import { amendContractIn, draftContractIn } from './app/contract.ts'
import { returnDepositIn, takeDepositIn } from './app/deposits.ts'
import { getProjectIn } from './app/detail.ts'
import { recordDutyIn } from './app/duties.ts'
import { bringEvidenceIn, evidenceIn } from './app/evidence.ts'
import { exportProjectsIn, projectExport } from './app/export-projects.ts'
import { judgeVersionIn } from './app/judge.ts'
import { listProjectsIn } from './app/list.ts'
import { readRecordsIn, readReleasesIn } from './app/open-data.ts'
import { payMilestoneIn } from './app/pay.ts'
import { deliverMilestoneIn, inspectDeliveryIn } from './app/perform.ts'
import { recoverMilestoneIn } from './app/recover.ts'
import { approveProjectIn, endProjectIn, planProjectIn, returnSchemeIn } from './app/scheme.ts'
import { startProjectIn } from './app/start.ts'
import { announceTenderIn, failTenderIn, openBidsIn, receiveBidIn } from './app/tender.ts'
import { projectWaits } from './app/waits.ts'
import * as project from './contract/index.ts'

export const projectExportables = [projectExport]

export const projectRoom: Room = {
  name: 'project',
  waits: projectWaits,
  grants: project.projectGrants,
  routes: [
    route(project.listProjects, 'project', listProjectsIn),
    route(project.getProject, 'project', getProjectIn),
    route(project.bringProjectEvidence, 'project', bringEvidenceIn),
    route(project.projectEvidence, 'project', evidenceIn),
    route(project.startProject, 'project', startProjectIn),
    route(project.planProject, 'project', planProjectIn),
    route(project.returnScheme, 'project', returnSchemeIn),
    route(project.approveProject, 'project', approveProjectIn),
    route(project.announceTender, 'project', announceTenderIn),
    route(project.receiveBid, 'project', receiveBidIn),
    route(project.openBids, 'project', openBidsIn),
    route(project.failTender, 'project', failTenderIn),
    route(project.awardTender, 'project', awardTenderIn),
    route(project.draftContract, 'project', draftContractIn),
    route(project.amendContract, 'project', amendContractIn),
    route(project.judgeVersion, 'project', judgeVersionIn),
    route(project.deliverMilestone, 'project', deliverMilestoneIn),
    route(project.inspectDelivery, 'project', inspectDeliveryIn),
    route(project.payMilestone, 'project', payMilestoneIn),
    route(project.recoverMilestone, 'project', recoverMilestoneIn),
    route(project.takeDeposit, 'project', takeDepositIn),
    route(project.returnDeposit, 'project', returnDepositIn),
    route(project.publiciseAcceptance, 'project', publiciseIn),
    route(project.evaluateProject, 'project', evaluateIn),
    route(project.archiveProject, 'project', archiveIn),
    route(project.endProject, 'project', endProjectIn),
    route(project.recordDuty, 'project', recordDutyIn),
    route(project.listClocks, 'project', listClocksIn),
    route(project.setClock, 'project', setClockIn),
    route(project.exportProjects, 'project', exportProjectsIn),
    route(project.readReleasePackage, 'project', readReleasesIn),
    route(project.readRecordPackage, 'project', readRecordsIn),
  ],
}
