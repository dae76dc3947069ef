import { maskPhone } from '../../../kernel/mask.ts'
import type { House } from '../../../platform/house.ts'
import { findByPhone } from '../db/accounts.ts'
import { inside } from './inside.ts'

/** 短信通道 What a county's SMS provider is put behind. `phone`: 11 digits. Throws when the provider does not take it. */
export type SmsGateway = { send(message: { readonly phone: string; readonly text: string }): Promise<void> }

export const phoneBlind = (house: House, phone: string): Buffer => house.vault.blind('identity.phone', phone)

/**
 * The gateway of the demonstration: messages to demonstration accounts go to the log and to the demonstration page, and
 * nobody else's code is ever shown. Outside the demonstration there is no gateway until one is connected.
 */
export const gatewayOf = (house: House): SmsGateway | undefined =>
  house.config.demo ? { send: (message) => keepForDemonstration(house, message) } : undefined

const keepForDemonstration = (
  house: House,
  { phone, text }: { readonly phone: string; readonly text: string },
): Promise<void> =>
  inside(house, async (db) => {
    const account = await findByPhone(db, phoneBlind(house, phone))
    if (account === undefined || !account.demonstration) return
    await db
      .insertInto('identity.sms_message')
      .values({ account: account.id, text, at: house.clock() })
      .execute()
    house.log.info(`演示短信 ${maskPhone(phone)}: ${text}`)
  })
