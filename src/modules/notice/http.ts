import { route } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import { amendIn, publishIn } from './app/edit.ts'
import { answerObjectionIn, enterObjectionIn, withdrawIn } from './app/object.ts'
import { readNoticePageIn, readNoticesPageIn } from './app/public-page.ts'
import { sightNoticesDuty } from './app/sight.ts'
import { bringListIn, getNoticeIn, listNoticesIn, noticeEvidenceIn } from './app/views.ts'
import { noticeWaits } from './app/waits.ts'
import * as notice from './contract/index.ts'

export const noticeRoom: Room = {
  name: 'notice',
  waits: noticeWaits,
  grants: notice.noticeGrants,
  duties: [sightNoticesDuty],
  routes: [
    route(notice.listNotices, 'notice', listNoticesIn),
    route(notice.getNotice, 'notice', getNoticeIn),
    route(notice.bringList, 'notice', bringListIn),
    route(notice.noticeEvidence, 'notice', noticeEvidenceIn),
    route(notice.publishNotice, 'notice', publishIn),
    route(notice.amendNotice, 'notice', amendIn),
    route(notice.withdrawNotice, 'notice', withdrawIn),
    route(notice.enterObjection, 'notice', enterObjectionIn),
    route(notice.answerObjection, 'notice', answerObjectionIn),
    route(notice.readNoticesPage, 'notice', readNoticesPageIn),
    route(notice.readNoticePage, 'notice', readNoticePageIn),
  ],
}
