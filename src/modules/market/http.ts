import { route } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import { getImportIn, listImportsIn, originalFileIn, rejectedFileIn, rejectedRowsIn } from './app/batches.ts'
import { exportOrdersIn, exportRejectedIn, orderExport, rejectedExport } from './app/export-orders.ts'
import { importJob } from './app/import-job.ts'
import { importAgainIn, importOrdersIn } from './app/import-orders.ts'
import { getMappingIn, mapColumnsIn } from './app/mappings.ts'
import { getOrderIn, listOrderLinesIn } from './app/orders.ts'
import { amendShopIn, findOperatorsIn, listShopsIn, openShopIn } from './app/shops.ts'
import {
  amendShop,
  exportOrders,
  exportRejected,
  findOperators,
  getImport,
  getMapping,
  getOrder,
  importAgain,
  importOrders,
  listImports,
  listOrderLines,
  listShops,
  mapColumns,
  marketGrants,
  openShop,
  originalFile,
  rejectedFile,
  rejectedRows,
} from './contract/index.ts'

export const marketExportables = [orderExport, rejectedExport]

export const marketRoom: Room = {
  name: 'market',
  routes: [
    route(listShops, 'market', listShopsIn),
    route(findOperators, 'market', findOperatorsIn),
    route(openShop, 'market', openShopIn),
    route(amendShop, 'market', amendShopIn),
    route(importOrders, 'market', importOrdersIn),
    route(listImports, 'market', listImportsIn),
    route(getImport, 'market', getImportIn),
    route(importAgain, 'market', importAgainIn),
    route(rejectedRows, 'market', rejectedRowsIn),
    route(rejectedFile, 'market', rejectedFileIn),
    route(exportRejected, 'market', exportRejectedIn),
    route(exportOrders, 'market', exportOrdersIn),
    route(originalFile, 'market', originalFileIn),
    route(getMapping, 'market', getMappingIn),
    route(mapColumns, 'market', mapColumnsIn),
    route(listOrderLines, 'market', listOrderLinesIn),
    route(getOrder, 'market', getOrderIn),
  ],
  grants: marketGrants,
  jobs: [importJob],
}
