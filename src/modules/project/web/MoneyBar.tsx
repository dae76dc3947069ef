import type { ProjectItem } from '#contract/project'
import { formatYuan } from '#kernel/money'
import { toFen } from '#kernel/wire'
import { useWords } from '#web/ui/words.ts'
import { projectWords } from './project-words.ts'

/** 钱的长条 What is paid of the contract, within the budget; the same stands beside it in words. */
export function MoneyBar({ item }: { readonly item: ProjectItem }) {
  const w = useWords(projectWords)
  const { budget, contractAmount, paid } = item
  const end = Math.max(Number(budget ?? 0), Number(contractAmount ?? 0), 1)
  const x = (fen: string | undefined) => (100 * Number(fen ?? 0)) / end
  if (budget === undefined) return null
  const said =
    contractAmount === undefined
      ? `${w.budget} ${formatYuan(toFen(budget))}`
      : w.moneyOf(formatYuan(toFen(paid)), formatYuan(toFen(contractAmount)))
  return (
    <div className="project-money">
      <svg viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label={said}>
        <rect x="0" y="0" width={x(budget)} height="12" className="ground" />
        <rect x="0" y="0" width={x(contractAmount)} height="12" className="range" />
        <rect x="0" y="3" width={x(paid)} height="6" className="value" />
      </svg>
    </div>
  )
}
