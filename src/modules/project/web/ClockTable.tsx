import { CLOCK_STATES, type Clock } from '#contract/project'
import { RowTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { CLOCK_TONES, projectWords } from './project-words.ts'

/** 期限 Only those that have begun: how much is left, or by how much it is over. */
export function ClockTable({ clocks }: { readonly clocks: readonly Clock[] }) {
  const w = useWords(projectWords)
  const say = useBoth()
  const begun = clocks.filter(({ state }) => state !== 'idle')
  if (begun.length === 0) return null
  return (
    <section>
      <h2>{w.clocks}</h2>
      <RowTable
        name="project.clocks"
        caption={w.clocks}
        rows={begun}
        rowKey={({ code }) => code}
        columns={[
          { key: 'clock', title: w.clock, heads: true, cell: (clock) => say(clock) },
          {
            key: 'state',
            title: w.clockState,
            cell: (clock) => (
              <StateTag tone={CLOCK_TONES[clock.state]}>
                <Left clock={clock} />
              </StateTag>
            ),
          },
          {
            key: 'until',
            title: w.clockUntil,
            cell: ({ until }) => (until === undefined ? '—' : <DayText day={until} />),
          },
          {
            key: 'source',
            title: w.clockSource,
            cell: (clock) => (
              <>
                <span lang="zh-CN">{clock.source}</span>（{clock.certain ? w.sure : w.unsure}）
              </>
            ),
          },
        ]}
      />
    </section>
  )
}

/** 还有 N 个工作日 / 逾期 N. */
function Left({ clock }: { readonly clock: Clock }) {
  const w = useWords(projectWords)
  const say = useBoth()
  const { state, left, unit } = clock
  const days = unit === 'days'
  if (left === undefined) return say(CLOCK_STATES[state])
  if (state === 'running') return left === 0 ? w.today : w.left(left, days)
  if (state === 'overdue') return w.over(-left, days)
  if (state === 'late') return w.lateBy(-left, days)
  if (state === 'early') return w.earlyBy(left, days)
  return say(CLOCK_STATES[state])
}
