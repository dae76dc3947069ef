import { route } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import { collectEvidence } from './app/collect-evidence.ts'
import { askFileIn, listFilesIn, makeFileJob, openFolderIn, openPdfIn } from './app/make-file.ts'
import { getItemIn, listItemsIn, openPaperIn } from './app/read-items.ts'
import { commitDrawIn, drawSampleIn, listDrawsIn, revealPhoneIn, tellCallIn } from './app/sampling.ts'
import { adoptSheetIn, listSheetsIn, scoreIndicatorIn } from './app/scoring.ts'
import { acceptIn, addEvidenceIn, assessIn, bringPaperIn, findProblemIn, rectifyIn } from './app/take-step.ts'
import * as acceptance from './contract/index.ts'

export const acceptanceRoom: Room = {
  name: 'acceptance',
  grants: acceptance.acceptanceGrants,
  routes: [
    route(acceptance.listItems, 'acceptance', listItemsIn),
    route(acceptance.getItem, 'acceptance', getItemIn),
    route(acceptance.bringPaper, 'acceptance', bringPaperIn),
    route(acceptance.openPaper, 'acceptance', openPaperIn),
    route(acceptance.addEvidence, 'acceptance', addEvidenceIn),
    route(acceptance.assessItem, 'acceptance', assessIn),
    route(acceptance.acceptItem, 'acceptance', acceptIn),
    route(acceptance.findProblem, 'acceptance', findProblemIn),
    route(acceptance.rectifyItem, 'acceptance', rectifyIn),
    route(acceptance.askFile, 'acceptance', askFileIn),
    route(acceptance.listFiles, 'acceptance', listFilesIn),
    route(acceptance.openPdf, 'acceptance', openPdfIn),
    route(acceptance.openFolder, 'acceptance', openFolderIn),
    route(acceptance.listSheets, 'acceptance', listSheetsIn),
    route(acceptance.adoptSheet, 'acceptance', adoptSheetIn),
    route(acceptance.scoreIndicator, 'acceptance', scoreIndicatorIn),
    route(acceptance.listDraws, 'acceptance', listDrawsIn),
    route(acceptance.commitDraw, 'acceptance', commitDrawIn),
    route(acceptance.drawSample, 'acceptance', drawSampleIn),
    route(acceptance.revealPhone, 'acceptance', revealPhoneIn),
    route(acceptance.tellCall, 'acceptance', tellCallIn),
  ],
  jobs: [makeFileJob],
  consumers: [collectEvidence],
}
