import { acceptanceScreens } from '#screens/acceptance'
import { assetScreens } from '#screens/asset'
import { attestScreens } from '#screens/attest'
import { exportScreens } from '#screens/export'
import { fundScreens } from '#screens/fund'
import { governanceScreens } from '#screens/governance'
import { identityScreens } from '#screens/identity'
import { inspectionScreens } from '#screens/inspection'
import { logisticsScreens } from '#screens/logistics'
import { marketScreens } from '#screens/market'
import { noticeScreens } from '#screens/notice'
import { partyScreens } from '#screens/party'
import { planScreens } from '#screens/plan'
import { projectScreens } from '#screens/project'
import { reportScreens } from '#screens/report'
import { statisticsScreens } from '#screens/statistics'
import { subsidyScreens } from '#screens/subsidy'
import { traceScreens } from '#screens/trace'
import type { Screen } from './screen.ts'

/** Every page of the desk, joined from the rooms, in the order of the menu. */
export const screens: readonly Screen[] = [
  ...statisticsScreens,
  ...reportScreens,
  ...planScreens,
  ...acceptanceScreens,
  ...projectScreens,
  ...governanceScreens,
  ...fundScreens,
  ...noticeScreens,
  ...assetScreens,
  ...marketScreens,
  ...logisticsScreens,
  ...traceScreens,
  ...inspectionScreens,
  ...subsidyScreens,
  ...partyScreens,
  ...attestScreens,
  ...exportScreens,
  ...identityScreens,
]
