/** 终端类别 What somebody signs in with, coarse enough to say nothing else about the person. */
export type Agent = 'phone' | 'wechat' | 'desktop' | 'program'

export const isAgent = (text: string): text is Agent =>
  text === 'phone' || text === 'wechat' || text === 'desktop' || text === 'program'

export function agentOf(header: string): Agent {
  if (/MicroMessenger/i.test(header)) return 'wechat'
  if (/Android|iPhone|iPad|HarmonyOS|Mobile/i.test(header)) return 'phone'
  return /Mozilla/i.test(header) ? 'desktop' : 'program'
}
