import { identityScreens } from '#screens/identity'
import { planScreens } from '#screens/plan'
import type { Screen } from './screen.ts'

/** Every page of the desk, joined from the rooms. */
export const screens: readonly Screen[] = [...identityScreens, ...planScreens]
