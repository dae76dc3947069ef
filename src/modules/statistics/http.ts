import { route } from '#platform/http/route'
import type { Room } from '#platform/room'
import { compareFigureIn } from './app/compare-figure.ts'
import { correctFigureIn, enterFigureIn } from './app/enter-figure.ts'
import { exportRowsIn, figureExport } from './app/export-rows.ts'
import { exportTableIn, tableExport } from './app/export-table.ts'
import { foldGoods } from './app/fold-goods.ts'
import { foldOrders } from './app/fold-orders.ts'
import { foldTallies } from './app/fold-tallies.ts'
import { readBoardIn } from './app/kept-board.ts'
import { listDefinitionsIn } from './app/list-definitions.ts'
import { listEnteredIn, readSourceIn } from './app/list-entered.ts'
import { checkRowsIn, listEntitiesIn, listOrderLinesIn } from './app/list-rows.ts'
import { listTallyIn } from './app/list-tally.ts'
import { readWallIn } from './app/make-wall.ts'
import { readFigureIn } from './app/read-figure.ts'
import { askRecountIn, askRepairIn, compareJob, listRecountsIn, repairJob } from './app/recount.ts'
import { rollScansDuty } from './app/roll-scans.ts'
import { endViewIn, listViewsIn, readViewIn, saveViewIn } from './app/saved-views.ts'
import type { StatisticsSeams } from './app/seams.ts'
import { watchWallIn } from './app/watch-wall.ts'
import * as contract from './contract/index.ts'

type Reads = 'statistics' | 'party_pub' | 'market_pub'
/** Its own tables, and what the rooms below publish for counting. */
const reads = (): Reads => 'statistics'

export const statisticsExportables = ({ locked }: StatisticsSeams) => [figureExport, tableExport(locked)]

export const statisticsRoom = (seams: StatisticsSeams): Room => ({
  name: 'statistics',
  grants: contract.statisticsGrants,
  routes: [
    route(contract.readBoard, reads(), (call) => readBoardIn(call, seams)),
    route(contract.readWall, reads(), (call) => readWallIn(call, seams)),
    route(contract.watchWall, 'statistics', (call) => watchWallIn(call, seams)),
    route(contract.listDefinitions, 'statistics', listDefinitionsIn),
    route(contract.readFigure, reads(), (call) => readFigureIn({ ...call, locked: seams.locked })),
    route(contract.listOrderLines, reads(), listOrderLinesIn),
    route(contract.listEntities, reads(), listEntitiesIn),
    route(contract.listTally, reads(), listTallyIn),
    route(contract.checkRows, reads(), checkRowsIn),
    route(contract.exportRows, reads(), exportRowsIn),
    route(contract.compareFigure, reads(), compareFigureIn),
    route(contract.exportTable, 'statistics', exportTableIn),
    route(contract.saveView, 'statistics', saveViewIn),
    route(contract.listViews, 'statistics', listViewsIn),
    route(contract.readView, 'statistics', readViewIn),
    route(contract.endView, 'statistics', endViewIn),
    route(contract.enterFigure, 'statistics', enterFigureIn),
    route(contract.correctFigure, 'statistics', correctFigureIn),
    route(contract.listEntered, 'statistics', listEnteredIn),
    route(contract.readSource, 'statistics', readSourceIn),
    route(contract.askRecount, 'statistics', askRecountIn),
    route(contract.askRepair, 'statistics', askRepairIn),
    route(contract.listRecounts, 'statistics', listRecountsIn),
  ],
  jobs: [compareJob, repairJob],
  consumers: [foldOrders, foldTallies, foldGoods],
  duties: [rollScansDuty],
})
