import { route } from '#platform/http/route'
import type { Room } from '#platform/room'
import { readBulletinPageIn, readBulletinsPageIn } from './app/bulletin-page.ts'
import * as bulletins from './app/bulletins.ts'
import { listDispatchesIn, makeDispatchIn, readDispatchIn, readReportKeysIn } from './app/dispatch.ts'
import { exportReportTableIn, listExport } from './app/export-lists.ts'
import { exportReceivedIn, receivedExport } from './app/export-received.ts'
import { exportReportIn, reportExport } from './app/export-report.ts'
import { fillReportIn } from './app/fill-report.ts'
import { snapshotBookIn } from './app/filled-book.ts'
import { adoptFormIn, getFormIn, listFormsIn, saveFormIn } from './app/keep-forms.ts'
import { listReportsIn } from './app/list-reports.ts'
import { amendReportIn, lockReportIn } from './app/lock-report.ts'
import { handInSheetIn, offlineSheetIn } from './app/offline-sheet.ts'
import { computeReportIn, openReportIn } from './app/open-report.ts'
import { getReportIn } from './app/read-report.ts'
import { getSnapshotIn } from './app/read-snapshot.ts'
import { addSenderIn, compareReceivedIn, listSendersIn, receiveDispatchIn } from './app/receive.ts'
import { snapshotDocumentIn } from './app/report-document.ts'
import { snapshotPaperIn } from './app/report-paper.ts'
import {
  passReportIn,
  returnFromCountyIn,
  returnFromTownshipIn,
  submitReportIn,
} from './app/review-report.ts'
import { bringTemplateIn, readTemplateIn } from './app/templates.ts'
import { readDispatchVerifierIn } from './app/verifier-page.ts'
import * as contract from './contract/index.ts'

export { lockedFigures } from './app/locked-figures.ts'
export const reportExportables = [reportExport, listExport, receivedExport]

export const reportRoom: Room = {
  name: 'report',
  grants: contract.reportGrants,
  routes: [
    route(contract.listForms, 'report', listFormsIn),
    route(contract.getForm, 'report', getFormIn),
    route(contract.adoptForm, 'report', adoptFormIn),
    route(contract.bringTemplate, 'report', bringTemplateIn),
    route(contract.readTemplate, 'report', readTemplateIn),
    route(contract.saveForm, 'report', saveFormIn),
    route(contract.listReports, 'report', listReportsIn),
    route(contract.openReport, 'report', openReportIn),
    route(contract.getReport, 'report', getReportIn),
    route(contract.fillReport, 'report', fillReportIn),
    route(contract.computeReport, 'report', computeReportIn),
    route(contract.submitReport, 'report', submitReportIn),
    route(contract.passReport, 'report', passReportIn),
    route(contract.returnFromTownship, 'report', returnFromTownshipIn),
    route(contract.returnFromCounty, 'report', returnFromCountyIn),
    route(contract.lockReport, 'report', lockReportIn),
    route(contract.amendReport, 'report', amendReportIn),
    route(contract.getSnapshot, 'report', getSnapshotIn),
    route(contract.snapshotBook, 'report', snapshotBookIn),
    route(contract.snapshotDocument, 'report', snapshotDocumentIn),
    route(contract.snapshotPaper, 'report', snapshotPaperIn),
    route(contract.offlineSheet, 'report', offlineSheetIn),
    route(contract.handInSheet, 'report', handInSheetIn),
    route(contract.exportReport, 'report', exportReportIn),
    route(contract.exportReportTable, 'report', exportReportTableIn),
    route(contract.exportReceived, 'report', exportReceivedIn),
    route(contract.listDispatches, 'report', listDispatchesIn),
    route(contract.makeDispatch, 'report', makeDispatchIn),
    route(contract.readDispatch, 'report', readDispatchIn),
    route(contract.readReportKeys, 'report', readReportKeysIn),
    route(contract.readDispatchVerifier, 'report', readDispatchVerifierIn),
    route(contract.listSenders, 'report', listSendersIn),
    route(contract.addSender, 'report', addSenderIn),
    route(contract.receiveDispatch, 'report', receiveDispatchIn),
    route(contract.compareReceived, 'report', compareReceivedIn),
    route(contract.listFigures, 'report', bulletins.listFiguresIn),
    route(contract.listBulletins, 'report', bulletins.listBulletinsIn),
    route(contract.getBulletin, 'report', bulletins.getBulletinIn),
    route(contract.writeBulletin, 'report', bulletins.writeBulletinIn),
    route(contract.amendBulletin, 'report', bulletins.amendBulletinIn),
    route(contract.submitBulletin, 'report', bulletins.submitBulletinIn),
    route(contract.publishBulletin, 'report', bulletins.publishBulletinIn),
    route(contract.returnBulletin, 'report', bulletins.returnBulletinIn),
    route(contract.withdrawBulletin, 'report', bulletins.withdrawBulletinIn),
    route(contract.readBulletinsPage, 'report', readBulletinsPageIn),
    route(contract.readBulletinPage, 'report', readBulletinPageIn),
  ],
}
