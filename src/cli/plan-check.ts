import { formatDay } from '#kernel/day'
import { planSummary, readPlanFile } from '#plan'

/** `ezhen plan check FILE`: prints every problem as `FILE:line:col  code  句子`, or what the file holds. Exit code 0 or 1. */
export async function planCheck(args: readonly string[], print: (line: string) => void): Promise<number> {
  const [file, ...more] = args
  if (file === undefined || more.length > 0) {
    print('用法：ezhen plan check 方案文件.yaml')
    return 2
  }
  const check = await readPlanFile(file)
  if (!check.ok) {
    for (const { line, col, refusal } of check.problems)
      print(`${file}:${line}:${col}  ${refusal.code}  ${refusal.zh}`)
    print(`共${check.problems.length}个问题。`)
    return 1
  }
  const { etown, version, document } = check.plan
  print(
    `${etown.name}  第${version.number}版  ${document.number}  自${formatDay(version.in_force_from)}起施行`,
  )
  for (const [what, count] of Object.entries(planSummary(check.plan))) print(`  ${what} ${count}`)
  print('没有发现问题。')
  return 0
}
