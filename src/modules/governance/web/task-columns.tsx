import { TASK_STATES, type Task } from '#contract/governance'
import { useTown } from '#web/desk/place.ts'
import type { Column } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { governanceWords, TASK_TONES } from './governance-words.ts'

/** What every list of tasks shows of each. */
export function useTaskColumns(): readonly Column<Task>[] {
  const w = useWords(governanceWords)
  const say = useBoth()
  const { slug } = useTown()
  return [
    {
      key: 'title',
      title: w.title,
      heads: true,
      cell: (task) => <To href={`/e/${slug}/governance/tasks/${task.id}`}>{task.title}</To>,
    },
    { key: 'owner', title: w.owner, cell: (task) => task.ownerName },
    {
      key: 'state',
      title: w.state,
      cell: (task) => <StateTag tone={TASK_TONES[task.state]}>{say(TASK_STATES[task.state])}</StateTag>,
    },
    { key: 'due', title: w.dueOn, cell: (task) => <DayText day={task.dueOn} /> },
    { key: 'level', title: w.level, cell: (task) => w.levels[task.level] ?? '—' },
  ]
}
