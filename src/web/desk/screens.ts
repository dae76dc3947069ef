import { acceptanceScreens } from '#screens/acceptance'
import { attestScreens } from '#screens/attest'
import { exportScreens } from '#screens/export'
import { fundScreens } from '#screens/fund'
import { identityScreens } from '#screens/identity'
import { inspectionScreens } from '#screens/inspection'
import { logisticsScreens } from '#screens/logistics'
import { marketScreens } from '#screens/market'
import { noticeScreens } from '#screens/notice'
import { partyScreens } from '#screens/party'
import { planScreens } from '#screens/plan'
import { statisticsScreens } from '#screens/statistics'
import { subsidyScreens } from '#screens/subsidy'
import { traceScreens } from '#screens/trace'
import type { Screen } from './screen.ts'

/** Every page of the desk, joined from the rooms, in the order of the menu. */
export const screens: readonly Screen[] = [
  ...statisticsScreens,
  ...planScreens,
  ...acceptanceScreens,
  ...fundScreens,
  ...noticeScreens,
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
