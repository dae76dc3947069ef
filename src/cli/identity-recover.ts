import { recoverAccount } from '#identity'
import { formatMinute } from '../kernel/day.ts'
import { withHouse } from './with-house.ts'

/** `ezhen identity recover NAME`: takes the second factor off an account and prints an activation code. Exit code 0, 1, 2. */
export async function identityRecover(
  args: readonly string[],
  print: (line: string) => void,
): Promise<number> {
  const [signIn, ...more] = args
  if (signIn === undefined || more.length > 0) {
    print('用法：ezhen identity recover 登录名')
    return 2
  }
  const recovered = await withHouse((house) => recoverAccount(house, signIn))
  if (!recovered.ok) {
    for (const { code, zh } of recovered.refused) print(`${code}  ${zh}`)
    return 1
  }
  const { code, endsAt } = recovered.value
  print(`动态口令已解绑，原有登录已全部结束。激活码（交本人，用后即废）：${code}`)
  print(`有效至 ${formatMinute(Date.parse(endsAt))}。在登录页点“我有激活码”设新密码，再绑定新手机。`)
  print('这次恢复已写入审计。')
  return 0
}
