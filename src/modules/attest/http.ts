import { route } from '#platform/http/route'
import type { Room } from '#platform/room'
import { seekWitnesses } from './app/ask-witnesses.ts'
import { makeBundleIn } from './app/bundle.ts'
import { readCertificateIn } from './app/certificate.ts'
import { askExaminationIn, examineJob } from './app/examine.ts'
import { addWitnessIn, retireWitnessIn } from './app/invite-witness.ts'
import { keepLog } from './app/keep-log.ts'
import { readLogPageIn, readVerifierIn } from './app/log-page.ts'
import { readCheckpointIn, readKeysIn, readProofIn, readTileIn } from './app/public-log.ts'
import { listExaminationsIn, readLogIn } from './app/read-log.ts'
import { eraseRecordIn, listRecordsIn, readRecordIn } from './app/records.ts'
import * as contract from './contract/index.ts'

export const attestRoom: Room = {
  name: 'attest',
  grants: contract.attestGrants,
  routes: [
    route(contract.readCheckpoint, 'attest', readCheckpointIn),
    route(contract.readTile, 'attest', readTileIn),
    route(contract.readProof, 'attest', readProofIn),
    route(contract.readKeys, 'attest', readKeysIn),
    route(contract.readLogPage, 'attest', readLogPageIn),
    route(contract.readVerifier, 'attest', readVerifierIn),
    route(contract.readLog, 'attest', readLogIn),
    route(contract.listRecords, 'attest', listRecordsIn),
    route(contract.readRecord, 'attest', readRecordIn),
    route(contract.readCertificate, 'attest', readCertificateIn),
    route(contract.makeBundle, 'attest', makeBundleIn),
    route(contract.eraseRecord, 'attest', eraseRecordIn),
    route(contract.addWitness, 'attest', addWitnessIn),
    route(contract.retireWitness, 'attest', retireWitnessIn),
    route(contract.askExamination, 'attest', askExaminationIn),
    route(contract.listExaminations, 'attest', listExaminationsIn),
  ],
  jobs: [examineJob],
  duties: [keepLog, seekWitnesses],
}
