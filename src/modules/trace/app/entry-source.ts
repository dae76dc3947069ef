/** 录入方式 A phone's browser says so; a program is a device; anything else is a desk. */
export function sourceOf(agent: string): 'desk' | 'phone' | 'device' {
  if (/Mobile|Android|iPhone|HarmonyOS/i.test(agent)) return 'phone'
  return /Mozilla/i.test(agent) || agent === '' || agent.startsWith('lightMyRequest') ? 'desk' : 'device'
}
