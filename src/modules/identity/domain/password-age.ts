const DAY = 86_400_000
const MOST_DAYS = 90

/**
 * 密码到期 Whether the password is due for a change. The profile `mlps` asks it every 90 days, but not of whoever has a
 * second factor: forced rotation makes passwords weaker (OWASP ASVS 5.0, 6.2.10), and two factors are what it is for.
 * @law GB/T 22239-2019 身份鉴别: 鉴别信息定期更换
 */
export const passwordIsDue = (facts: {
  readonly profile: 'mlps' | 'asvs'
  readonly setAt: number | undefined
  readonly now: number
  readonly secondFactor: boolean
}): boolean =>
  facts.profile === 'mlps' &&
  !facts.secondFactor &&
  facts.setAt !== undefined &&
  facts.now - facts.setAt >= MOST_DAYS * DAY
