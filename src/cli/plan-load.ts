import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { loadPlan, type PlanLoad, readPlanFile } from '#plan'
import { withHouse } from './with-house.ts'

const STATES = { loaded: '已载入，e镇已开设', amended: '已载入为新的一版', unchanged: '早已载入，没有变化' }

/** `ezhen plan load FILE`: opens the e-town of a first plan, adds a version to one that is there. Exit code 0 or 1. */
export async function planLoad(args: readonly string[], print: (line: string) => void): Promise<number> {
  const [file, ...more] = args
  if (file === undefined || more.length > 0) {
    print('用法：ezhen plan load 方案文件.yaml')
    return 2
  }
  const load = await loadFile(file)
  if (load.ok) {
    const { slug, version, state } = load.value
    print(`${slug}  第${version}版  ${STATES[state]}。`)
    return 0
  }
  for (const { line, col, refusal } of load.problems)
    print(`${file}:${line}:${col}  ${refusal.code}  ${refusal.zh}`)
  print(`共${load.problems.length}个问题，没有载入。`)
  return 1
}

/** A faulty file is told before a database is started for it. */
async function loadFile(file: string): Promise<PlanLoad> {
  const check = await readPlanFile(file)
  if (!check.ok) return check
  const bytes = await readFile(file)
  return withHouse((house) => loadPlan(house, { name: basename(file), bytes }, { account: 'cli' }))
}
