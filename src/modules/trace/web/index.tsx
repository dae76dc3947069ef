import type { Screen } from '#web/desk/screen.ts'
import { lotScreens } from './lot-screens.ts'
import { recallScreens } from './recall-screens.ts'

/** The pages of traceability. */
export const traceScreens: readonly Screen[] = [...lotScreens, ...recallScreens]
