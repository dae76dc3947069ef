/** What other rooms' servers, the server itself and the command line may ask of identity. */
export { type Demonstration, ensureDemoAccounts } from './app/demo-accounts.ts'
export { howToSignIn } from './app/how-to-sign-in.ts'
export { machineBehind } from './app/machine-keys.ts'
export { recoverAccount } from './app/recover.ts'
export { namesOf } from './db/accounts.ts'
