import { route } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import { getAssetIn, listAssetsIn, openPaperIn } from './app/asset-views.ts'
import {
  askDisposalIn,
  disposeIn,
  giveBackIn,
  judgeDisposalIn,
  lendIn,
  moveIn,
  returnIn,
} from './app/happen.ts'
import { bringPaperIn, listContractsIn, registerAssetIn } from './app/register.ts'
import { printTagsIn, readTagIn } from './app/tags.ts'
import { closeTakeIn, countAssetIn, getTakeIn, listTakesIn, openTakeIn } from './app/take-stock.ts'
import { assetWaits } from './app/waits.ts'
import * as asset from './contract/index.ts'

export const assetRoom: Room = {
  name: 'asset',
  waits: assetWaits,
  grants: asset.assetGrants,
  routes: [
    route(asset.listAssets, 'asset', listAssetsIn),
    route(asset.printTags, 'asset', printTagsIn),
    route(asset.listContracts, 'asset', listContractsIn),
    route(asset.getAsset, 'asset', getAssetIn),
    route(asset.bringPaper, 'asset', bringPaperIn),
    route(asset.openPaper, 'asset', openPaperIn),
    route(asset.registerAsset, 'asset', registerAssetIn),
    route(asset.moveAsset, 'asset', moveIn),
    route(asset.lendAsset, 'asset', lendIn),
    route(asset.giveBackAsset, 'asset', giveBackIn),
    route(asset.returnAsset, 'asset', returnIn),
    route(asset.askDisposal, 'asset', askDisposalIn),
    route(asset.judgeDisposal, 'asset', judgeDisposalIn),
    route(asset.disposeAsset, 'asset', disposeIn),
    route(asset.listTakes, 'asset', listTakesIn),
    route(asset.getTake, 'asset', getTakeIn),
    route(asset.openTake, 'asset', openTakeIn),
    route(asset.closeTake, 'asset', closeTakeIn),
    route(asset.countAsset, 'asset', countAssetIn),
    route(asset.readTag, 'asset', readTagIn),
  ],
}
