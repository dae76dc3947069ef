import { readFund, type SourceSums } from '#contract/fund'
import { startProject } from '#contract/project'
import { ask } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { useWords } from '#web/ui/words.ts'
import { projectWords } from './project-words.ts'
import { field, StepForm } from './StepForm.tsx'

/** 立项 */
export function Page() {
  const w = useWords(projectWords)
  const { slug: etown } = useTown()
  const go = useGo()
  const fund = useRead(readFund, { etown })
  return (
    <>
      <PageHead title={w.start} lead={w.startLead} />
      <Loaded query={fund} lines={6}>
        {({ sources }) => {
          const categories = categoriesOf(sources)
          return (
            <StepForm
              name="start"
              button={w.start}
              fields={[
                field('text', 'name', w.name),
                field('long', 'purpose', w.purpose),
                field('choice', 'category', w.category, {
                  initial: categories[0]?.value ?? '',
                  options: categories,
                }),
                field('text', 'clause', w.clause, { optional: true }),
                field('day', 'startedOn', w.on),
              ]}
              send={(v, evidence, { key }) => {
                const clause = v.maybe('clause')
                return ask(startProject, {
                  etown,
                  body: {
                    name: v.text('name'),
                    purpose: v.text('purpose'),
                    category: v.text('category'),
                    ...(clause === undefined ? {} : { clause }),
                    startedOn: v.day('startedOn'),
                    evidence,
                  },
                  key,
                })
              }}
              done={({ id }) => go(`/e/${etown}/projects/${id}`)}
            />
          )
        }}
      </Loaded>
    </>
  )
}

/** The plan's categories; the undivided whole where it has none. */
function categoriesOf(sources: readonly SourceSums[]): readonly { value: string; label: string }[] {
  const all = sources.flatMap(({ categories }) => categories)
  const divided = all.filter(({ code }) => code !== 'whole')
  const chosen = divided.length > 0 ? divided : all.slice(0, 1)
  return chosen.map(({ code, name }) => ({ value: code, label: name }))
}
