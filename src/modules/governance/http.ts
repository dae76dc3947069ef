import { route } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import { layDutiesIn } from './app/lay-duties.ts'
import { assignTaskIn, bringPaperIn, callMeetingIn, holdMeetingIn } from './app/meet.ts'
import { readDeskIn } from './app/read-desk.ts'
import {
  getMeetingIn,
  getTaskIn,
  listMeetingsIn,
  listTasksIn,
  openDutyListIn,
  openMinutesIn,
  openReportIn,
  readOrganisationIn,
} from './app/read-governance.ts'
import { closeTaskIn, escalateDuty, extendTaskIn, reportTaskIn, returnTaskIn } from './app/supervise.ts'
import { governanceWaits } from './app/waits.ts'
import * as governance from './contract/index.ts'

/** `rooms`: all of the house, asked what waits when somebody opens their desk. */
export const governanceRoom = (rooms: () => readonly Room[]): Room => ({
  name: 'governance',
  waits: governanceWaits,
  grants: governance.governanceGrants,
  duties: [escalateDuty],
  routes: [
    route(governance.readDesk, 'governance', readDeskIn(rooms)),
    route(governance.readOrganisation, 'governance', readOrganisationIn),
    route(governance.layDuties, 'governance', layDutiesIn),
    route(governance.openDutyList, 'governance', openDutyListIn),
    route(governance.listMeetings, 'governance', listMeetingsIn),
    route(governance.getMeeting, 'governance', getMeetingIn),
    route(governance.callMeeting, 'governance', callMeetingIn),
    route(governance.holdMeeting, 'governance', holdMeetingIn),
    route(governance.bringPaper, 'governance', bringPaperIn),
    route(governance.openMinutes, 'governance', openMinutesIn),
    route(governance.openReport, 'governance', openReportIn),
    route(governance.listTasks, 'governance', listTasksIn),
    route(governance.getTask, 'governance', getTaskIn),
    route(governance.assignTask, 'governance', assignTaskIn),
    route(governance.reportTask, 'governance', reportTaskIn),
    route(governance.returnTask, 'governance', returnTaskIn),
    route(governance.closeTask, 'governance', closeTaskIn),
    route(governance.extendTask, 'governance', extendTaskIn),
  ],
})
