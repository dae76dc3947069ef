import { routeAlone } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import { authenticate } from './app/authenticate.ts'
import { signInWith } from './app/sign-in.ts'
import { identityGrants, signIn } from './contract/index.ts'

export const identityRoom: Room = {
  name: 'identity',
  grants: identityGrants,
  authenticate,
  routes: [routeAlone(signIn, 'identity', signInWith)],
}
