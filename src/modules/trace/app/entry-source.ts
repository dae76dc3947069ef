import type { RawCall } from '../../../platform/http/route.ts'

/** 录入方式 Only a machine that signed in as one is a device: what a request says of itself is no evidence. */
export function sourceOf({ actor, agent }: Pick<RawCall, 'actor' | 'agent'>): 'desk' | 'phone' | 'device' {
  if (actor?.machine === true) return 'device'
  return /Mobile|Android|iPhone|HarmonyOS/i.test(agent) ? 'phone' : 'desk'
}
