import { route } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import { amendPartyIn } from './app/amend-party.ts'
import { getBoundaryIn, setBoundaryIn } from './app/boundary.ts'
import { checkImportIn } from './app/check-import.ts'
import { commitImportIn } from './app/commit-import.ts'
import { decideDuplicateIn } from './app/decide-duplicate.ts'
import { evidenceFileIn } from './app/evidence-file.ts'
import { exportPartiesIn, partyExport } from './app/export-parties.ts'
import { getPartyIn } from './app/get-party.ts'
import { importFileIn } from './app/import-file.ts'
import { checkImportJob, commitImportJob } from './app/import-jobs.ts'
import { importTemplateIn } from './app/import-template.ts'
import { listDuplicatesIn } from './app/list-duplicates.ts'
import { listPartiesIn } from './app/list-parties.ts'
import { mapPartiesIn } from './app/map-parties.ts'
import { markEcommerceIn, unmarkEcommerceIn } from './app/mark-ecommerce.ts'
import { addProductIn, listProductsIn, withdrawProductIn } from './app/products.ts'
import { proposeDuplicates } from './app/propose-duplicates.ts'
import { openWorkbookAhead } from './app/read-ahead.ts'
import { registerPartyIn } from './app/register-party.ts'
import { revealPartyIn } from './app/reveal-party.ts'
import { getImportIn, importProblemsIn, listImportsIn } from './app/see-imports.ts'
import { closeSiteIn, listSitesIn, openSiteIn } from './app/sites.ts'
import { partyWaits } from './app/waits.ts'
import * as party from './contract/index.ts'

export const partyExportables = [partyExport]

export const partyRoom: Room = {
  name: 'party',
  waits: partyWaits,
  grants: party.partyGrants,
  jobs: [checkImportJob, commitImportJob],
  consumers: [proposeDuplicates],
  routes: [
    route(party.listParties, 'party', listPartiesIn),
    route(party.getParty, 'party', getPartyIn),
    route(party.registerParty, 'party', registerPartyIn),
    route(party.amendParty, 'party', amendPartyIn),
    route(party.revealParty, 'party', revealPartyIn),
    route(party.markEcommerce, 'party', markEcommerceIn),
    route(party.unmarkEcommerce, 'party', unmarkEcommerceIn),
    route(party.partyEvidence, 'party', evidenceFileIn),
    route(party.mapParties, 'party', mapPartiesIn),
    route(party.getBoundary, 'party', getBoundaryIn),
    route(party.setBoundary, 'party', setBoundaryIn),
    route(party.listDuplicates, 'party', listDuplicatesIn),
    route(party.decideDuplicate, 'party', decideDuplicateIn),
    route(party.listSites, 'party', listSitesIn),
    route(party.openSite, 'party', openSiteIn),
    route(party.closeSite, 'party', closeSiteIn),
    route(party.listProducts, 'party', listProductsIn),
    route(party.addProduct, 'party', addProductIn),
    route(party.withdrawProduct, 'party', withdrawProductIn),
    route(party.importTemplate, 'party', importTemplateIn),
    { ...route(party.checkImport, 'party', checkImportIn), before: openWorkbookAhead },
    route(party.listImports, 'party', listImportsIn),
    route(party.getImport, 'party', getImportIn),
    route(party.importProblems, 'party', importProblemsIn),
    route(party.importFile, 'party', importFileIn),
    route(party.commitImport, 'party', commitImportIn),
    route(party.exportParties, 'party', exportPartiesIn),
  ],
}
