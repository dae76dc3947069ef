import { route, routeAlone } from '../../platform/http/route.ts'
import type { Room } from '../../platform/room.ts'
import { activateAccount } from './app/activate.ts'
import {
  appoint,
  disable,
  enable,
  letActivationWork,
  reissue,
  unbindSecondFactor,
} from './app/administer-account.ts'
import { sendSmsCode } from './app/ask-sms-code.ts'
import { authenticate } from './app/authenticate.ts'
import { beginSecondFactor, confirmOwnSecondFactor } from './app/bind-second-factor.ts'
import { changeOwnPassword } from './app/change-password.ts'
import { listAllAccounts } from './app/list-accounts.ts'
import { listTownMachineKeys, makeTownMachineKey, revokeTownMachineKey } from './app/machine-keys.ts'
import { openAccount } from './app/make-account.ts'
import { endTownMembership, grantTownMembership, listTownMemberships } from './app/memberships.ts'
import { endOwnSession, leave, listOwnSessions } from './app/own-sessions.ts'
import { readAudit, verifyWholeAudit } from './app/read-audit.ts'
import { setUpThree } from './app/set-up.ts'
import { signInWith } from './app/sign-in.ts'
import { signInWithSms } from './app/sign-in-by-sms.ts'
import { showDemonstration, tellWays } from './app/sign-in-ways.ts'
import { tellWhoIAm } from './app/who-am-i.ts'
import * as asked from './contract/index.ts'

export const identityRoom: Room = {
  name: 'identity',
  grants: asked.identityGrants,
  authenticate,
  routes: [
    route(asked.signInWays, 'identity', tellWays),
    route(asked.setUp, 'identity', setUpThree),
    routeAlone(asked.activate, 'identity', activateAccount),
    routeAlone(asked.signIn, 'identity', signInWith),
    routeAlone(asked.askSmsCode, 'identity', sendSmsCode),
    routeAlone(asked.signInBySms, 'identity', signInWithSms),
    route(asked.smsOutbox, 'identity', showDemonstration),
    route(asked.signOut, 'identity', leave),
    route(asked.whoAmI, 'identity', tellWhoIAm),
    route(asked.listSessions, 'identity', listOwnSessions),
    route(asked.endSession, 'identity', endOwnSession),
    routeAlone(asked.changePassword, 'identity', changeOwnPassword),
    routeAlone(asked.bindSecondFactor, 'identity', beginSecondFactor),
    route(asked.confirmSecondFactor, 'identity', confirmOwnSecondFactor),
    route(asked.listAccounts, 'identity', listAllAccounts),
    route(asked.makeAccount, 'identity', openAccount),
    route(asked.reissueActivation, 'identity', reissue),
    route(asked.releaseActivation, 'identity', letActivationWork),
    route(asked.disableAccount, 'identity', disable),
    route(asked.enableAccount, 'identity', enable),
    route(asked.resetSecondFactor, 'identity', unbindSecondFactor),
    route(asked.grantHouseRole, 'identity', appoint),
    route(asked.listMemberships, 'identity', listTownMemberships),
    route(asked.grantMembership, 'identity', grantTownMembership),
    route(asked.endMembership, 'identity', endTownMembership),
    route(asked.listMachineKeys, 'identity', listTownMachineKeys),
    route(asked.makeMachineKey, 'identity', makeTownMachineKey),
    route(asked.revokeMachineKey, 'identity', revokeTownMachineKey),
    route(asked.listAudit, 'identity', readAudit),
    route(asked.listHouseAudit, 'identity', readAudit),
    route(asked.verifyAudit, 'identity', verifyWholeAudit),
    route(asked.verifyHouseAudit, 'identity', verifyWholeAudit),
  ],
}
