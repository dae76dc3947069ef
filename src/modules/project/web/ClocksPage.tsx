import { type ClockRuleView, listClocks, setClock } from '#contract/project'
import { keyIn } from '#kernel/keys'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { RowTable } from '#web/ui/DataTable.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { projectWords } from './project-words.ts'
import { EvidenceLink, field, StepForm } from './StepForm.tsx'

/** 法定期限 What the law asks for, as far as anybody has looked it up. */
export function Page() {
  const w = useWords(projectWords)
  const { slug, may } = useTown()
  const query = useRead(listClocks, { etown: slug })
  return (
    <>
      <PageHead title={w.clockRules} lead={w.clockRulesLead} />
      <Loaded query={query} lines={10}>
        {({ items }) => (
          <>
            <Rules rules={items} />
            {may.includes('project.set-clocks') && (
              <Unfold label={w.confirm}>
                <Confirm rules={items} />
              </Unfold>
            )}
          </>
        )}
      </Loaded>
    </>
  )
}

function Rules({ rules }: { readonly rules: readonly ClockRuleView[] }) {
  const w = useWords(projectWords)
  const say = useBoth()
  return (
    <RowTable
      name="project.clock-rules"
      caption={w.clockRules}
      rows={rules}
      rowKey={({ code }) => code}
      columns={[
        { key: 'clock', title: w.clock, heads: true, cell: (rule) => say(rule) },
        {
          key: 'span',
          title: w.clockAmount,
          cell: ({ amount, unit, bound }) =>
            amount === undefined ? w.noNumber : `${w.bound[bound]} ${amount} ${w.unitOf[unit]}`,
        },
        { key: 'source', title: w.clockSource, cell: ({ source }) => <span lang="zh-CN">{source}</span> },
        {
          key: 'certain',
          title: w.state,
          cell: ({ certain, binds }) => (
            <StateTag tone={certain ? 'good' : 'warn'}>
              {certain ? w.sure : binds ? w.bindsUnsure : w.unsure}
            </StateTag>
          ),
        },
        {
          key: 'evidence',
          title: w.evidence,
          cell: (rule) => <EvidenceLink sha256={rule.evidence} of={say(rule)} />,
        },
      ]}
    />
  )
}

function Confirm({ rules }: { readonly rules: readonly ClockRuleView[] }) {
  const w = useWords(projectWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  return (
    <StepForm
      name="clock"
      button={w.confirm}
      changes={[listClocks]}
      fields={[
        field('choice', 'clock', w.clock, {
          initial: rules[0]?.code ?? '',
          options: rules.map((rule) => ({ value: rule.code, label: say(rule) })),
        }),
        field('count', 'amount', w.clockAmount),
        field('choice', 'unit', w.clockUnit, {
          initial: 'workdays',
          options: [
            { value: 'workdays', label: w.unitOf.workdays },
            { value: 'days', label: w.unitOf.days },
            { value: 'percent', label: w.percentUnit },
          ],
        }),
        field('text', 'source', w.clockSource),
        field('day', 'inForceFrom', w.inForceFrom),
      ]}
      send={(v, evidence, { key }) =>
        ask(setClock, {
          etown,
          params: { clock: v.text('clock') },
          body: {
            amount: v.count('amount'),
            unit: keyIn(w.unitOf, v.text('unit')),
            source: v.text('source'),
            inForceFrom: v.day('inForceFrom'),
            evidence,
          },
          key,
        })
      }
    />
  )
}
