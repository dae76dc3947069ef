import { EVERY, type Field, getForm, type Rule } from '#contract/report'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { RowTable } from '#web/ui/DataTable.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ExportList } from './ExportList.tsx'
import { upwardWords } from './upward-words.ts'

/** 式样 What a form asks, where each cell comes from and where it goes. */
export function Page() {
  const w = useWords(upwardWords)
  const say = useBoth()
  const { slug } = useTown()
  const form = useParam('form')
  const query = useRead(getForm, { etown: slug, params: { form } })
  const taken = ({ indicator, over, fact }: Field): string =>
    indicator === undefined ? (fact ?? w.byHand) : `${indicator}（${w.overs[over ?? 'period']}）`
  return (
    <Loaded query={query} lines={10}>
      {({ content, version }) => (
        <>
          <PageHead
            title={content.name}
            lead={content.source}
            tools={<ExportList table={{ table: 'form', form }} />}
          />
          <FactList
            facts={[
              [w.every, say(EVERY[content.every])],
              [w.dueWorkdays, content.dueWorkdays],
              [w.version, version],
            ]}
          />
          <RowTable<Field>
            name="report.form"
            caption={w.fields}
            rows={content.fields}
            rowKey={({ key }) => key}
            columns={[
              { key: 'label', title: w.label, heads: true, cell: ({ label }) => label },
              { key: 'take', title: w.take, cell: taken },
              { key: 'unit', title: w.unit, cell: ({ unit }) => unit || '—' },
              { key: 'required', title: w.required, cell: ({ required }) => (required ? w.yes : w.no) },
              { key: 'place', title: w.place, cell: ({ place }) => place ?? '—' },
            ]}
          />
          {content.rules.length > 0 && (
            <RowTable<Rule>
              name="report.rules"
              caption={w.rules}
              rows={content.rules}
              rowKey={({ code }) => code}
              columns={[
                { key: 'sentence', title: w.rules, heads: true, cell: ({ sentence }) => sentence },
                { key: 'level', title: w.required, cell: ({ level }) => w[level] },
              ]}
            />
          )}
        </>
      )}
    </Loaded>
  )
}
