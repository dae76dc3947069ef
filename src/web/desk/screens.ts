import { identityScreens } from '#screens/identity'
import { statisticsScreens } from '#screens/statistics'
import type { Screen } from './screen.ts'

/** Every page of the desk, joined from the rooms. */
export const screens: readonly Screen[] = [...statisticsScreens, ...identityScreens]
