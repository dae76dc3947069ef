import { identityScreens } from '#screens/identity'
import { partyScreens } from '#screens/party'
import type { Screen } from './screen.ts'

/** Every page of the desk, joined from the rooms. */
export const screens: readonly Screen[] = [...identityScreens, ...partyScreens]
