import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import type { Plan } from './plan-values.ts'
import { trialWords } from './trial-words.ts'

/** 未排的任务 Each with whether it can be done at all, what stands in its way, and by how much. */
export function LeftOut({ plan }: { readonly plan: Plan }) {
  const w = useWords(trialWords)
  const say = useBoth()
  if (plan.unassigned.length === 0) return <p>{w.allPlanned}</p>
  const columns: readonly Column<Plan['unassigned'][number]>[] = [
    {
      key: 'task',
      title: w.step,
      heads: true,
      cell: ({ type, id, description }) =>
        `${w.kinds[type]} ${id}${description === undefined ? '' : ` · ${description}`}`,
    },
    {
      key: 'verdict',
      title: w.state,
      cell: ({ reasons: [first] }) =>
        first === undefined ? (
          '—'
        ) : (
          <StateTag tone={first.verdict === 'impossible' ? 'bad' : 'warn'}>
            {w.verdicts[first.verdict]}
          </StateTag>
        ),
    },
    {
      key: 'why',
      title: w.why,
      cell: ({ reasons }) => (
        <ul className="reasons">
          {reasons.map((reason) => (
            <li key={`${reason.code} ${reason.vehicle}`}>{say(reason)}</li>
          ))}
        </ul>
      ),
    },
  ]
  return (
    <RowTable
      name="logistics.left-out"
      caption={w.leftOut}
      rows={plan.unassigned}
      rowKey={({ type, id }) => `${type} ${id}`}
      columns={columns}
    />
  )
}
