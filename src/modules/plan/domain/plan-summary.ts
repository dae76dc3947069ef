import type { PlanFile } from '../contract/plan-file.ts'

/** 方案概要 How much of everything a plan holds, under its Chinese name. */
export const planSummary = (plan: PlanFile): Readonly<Record<string, number>> => ({
  条款: plan.clauses.length,
  目标: plan.targets.length,
  指标: plan.indicators.length,
  考核期间: plan.periods.length,
  实施阶段: plan.stages.length,
  资金来源: plan.funds.sources.length,
  支持方向: plan.funds.categories.length,
  政策: plan.policies.length,
  奖补办法: plan.schemes?.length ?? 0,
  设施: plan.facilities.length,
  列举: plan.enumerations.length,
  机构: plan.organisation.length,
  职责: plan.organisation.reduce((sum, { duties }) => sum + duties.length, 0),
  系统: plan.systems.length,
  解释口径: plan.interpretations.length,
  待县里确认: plan.interpretations.filter(({ state }) => state === 'proposed').length,
})
