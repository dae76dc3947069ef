import type { House } from '../../../platform/house.ts'
import { ensureDemoAccounts } from './demo-accounts.ts'
import { offerSetUp } from './set-up.ts'

/**
 * What whoever starts the server is told about getting in: the demonstration's accounts, or the one-time link that makes
 * the three administrators. Nothing, once they exist.
 * @param address where the desk is reached, without a slash at the end
 */
export async function howToSignIn(
  house: House,
  address: string,
  parties?: ReadonlyMap<number, string>,
): Promise<readonly string[]> {
  if (house.config.demo) {
    const { password, accounts } = await ensureDemoAccounts(house, parties)
    return [
      `演示登录: ${address}/sign-in  密码 ${password}  动态口令见登录页`,
      ...accounts.map(({ signIn, name }) => `  ${signIn}  ${name}`),
    ]
  }
  const token = await offerSetUp(house)
  if (token === undefined) return []
  return [
    '还没有管理员。请由三位负责人一起打开下面的一次性链接（24 小时内有效），设置系统、安全、审计三员:',
    `  ${address}/set-up#${token}`,
  ]
}
