/** For the command line and the demonstration: a dispatch judged without any network, an office that receives. */

import { trusting } from './app/dispatch-machine.ts'
import { BROKEN, judgeDispatch, partsOf } from './domain/dispatch.ts'
import { periodText } from './domain/period.ts'

export { openReceivingOffice } from './app/open-office.ts'

export type DispatchVerdict = { readonly valid: boolean; readonly lines: readonly string[] }

/** Judges a dispatch by key lines one trusts; whose they are must be the dispatch's own origin. */
export async function verifyDispatch(file: string, keys: readonly string[]): Promise<DispatchVerdict> {
  const origin = partsOf(file)
    ?.text.split('\n')[0]
    ?.replace(/\/report$/, '')
  const judged = await judgeDispatch(file, undefined, trusting(origin ?? '', keys))
  if (!judged.ok) {
    const { zh, en } = BROKEN[judged.why]
    const at = (text: string): string => text.replace('{at}', String(judged.at))
    return { valid: false, lines: [`✗ ${at(zh)} / ${at(en)}`] }
  }
  const { head, snapshots } = judged
  return {
    valid: true,
    lines: [
      `✓ ${head.origin} 第 ${head.number} 包，${head.madeAt}，上一包 ${head.previous ?? '（首包）'}`,
      ...snapshots.map(
        ({ content, sha256 }) =>
          `  ${content.etown.name} ${content.form.name} ${periodText(content.period.code)} v${content.number} ${sha256}`,
      ),
    ],
  }
}
