import { useState } from 'react'
import { importLimits, listLimits, readRegistry } from '#contract/inspection'
import { useAct } from '#web/act.ts'
import { askUpload } from '#web/ask.ts'
import { useFilter, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { RowTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SearchField } from '#web/ui/SearchField.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { inspectionWords } from './inspection-words.ts'

/** Names and sources of Chinese standards: quoted, not translated. */
const asWritten = (text: string) => <span lang="zh-CN">{text}</span>

function ImportForm() {
  const w = useWords(inspectionWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    (_: object, { key, onProgress }) =>
      askUpload(importLimits, file ?? new File([], ''), { etown, key, onProgress }),
    { changes: [listLimits] },
  )
  return (
    <ActForm name="limits" labels={{}} step={act.step} onSubmit={act.run}>
      <FileDrop
        label={w.importLimits}
        hint={w.importLimitsHint}
        kinds={['.csv', '.xlsx']}
        limitBytes={20 * 1024 * 1024}
        file={file}
        onFile={setFile}
      />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.importDo}
      </SubmitButton>
      {act.step.at === 'done' && (
        <p role="status">{w.imported(act.step.answer.rows, act.step.answer.fresh)}</p>
      )}
    </ActForm>
  )
}

function Limits() {
  const w = useWords(inspectionWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const [pesticide, setPesticide] = useFilter('pesticide')
  const [food, setFood] = useFilter('food')
  const registry = useRead(readRegistry, { etown })
  const query = { ...(pesticide !== '' && { pesticide }), ...(food !== '' && { food }) }
  const limits = useRead(listLimits, { etown, query })
  return (
    <section>
      <h2>{w.limits}</h2>
      <p>{w.limitsLead}</p>
      {may.includes('inspection.keep') && (
        <Unfold label={w.importLimits}>
          <ImportForm />
        </Unfold>
      )}
      <div className="filters">
        <SearchField label={w.pesticide} value={pesticide} onSearch={setPesticide} />
        <div className="filter">
          <span aria-hidden>{w.food}</span>
          <Choice
            label={w.food}
            empty={w.all}
            value={food}
            onChange={setFood}
            options={(registry.data?.foods ?? []).map((one) => ({ value: one.code, label: say(one) }))}
          />
        </div>
      </div>
      <Loaded query={limits}>
        {({ items, total, found }) => (
          <>
            {pesticide !== '' && food !== '' && (
              <p role="status" className="note">
                {found === undefined ? w.noLimit : w.foundLimit(found.limit, found.food)}
              </p>
            )}
            <RowTable
              name="inspection.limits"
              caption={w.limits}
              rows={items}
              total={total}
              rowKey={(row) => `${row.pesticide} ${row.food} ${row.version}`}
              columns={[
                {
                  key: 'pesticide',
                  title: w.pesticide,
                  heads: true,
                  cell: (row) => asWritten(row.pesticide),
                },
                { key: 'food', title: w.foodNode, cell: (row) => asWritten(row.food) },
                {
                  key: 'except',
                  title: w.except,
                  cell: (row) => (row.except.length === 0 ? '—' : asWritten(row.except.join('、'))),
                },
                { key: 'limit', title: w.most, end: true, cell: (row) => row.limit },
                { key: 'version', title: w.inForce, cell: (row) => asWritten(row.version) },
                { key: 'source', title: w.source, cell: (row) => asWritten(row.source) },
              ]}
            />
          </>
        )}
      </Loaded>
    </section>
  )
}

/** 方法与限量 */
export function Page() {
  const w = useWords(inspectionWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const registry = useRead(readRegistry, { etown })
  return (
    <>
      <PageHead title={w.registry} lead={w.registryLead} />
      <Loaded query={registry}>
        {({ methods, foods }) => (
          <>
            <RowTable
              name="inspection.methods"
              caption={w.method}
              rows={methods}
              rowKey={(row) => row.code}
              columns={[
                { key: 'code', title: w.method, heads: true, cell: (row) => `${row.code} ${say(row)}` },
                {
                  key: 'limit',
                  title: w.limit,
                  end: true,
                  cell: (row) => (row.limit === undefined ? '—' : `≥ ${row.limit} %`),
                },
                { key: 'from', title: w.inForce, cell: (row) => <DayText day={row.from} /> },
                {
                  key: 'source',
                  title: w.source,
                  cell: (row) => (
                    <>
                      {asWritten(row.source)}
                      {row.unchecked !== undefined && (
                        <div>
                          <StateTag tone="warn">{w.unchecked}</StateTag> {asWritten(row.unchecked)}
                        </div>
                      )}
                    </>
                  ),
                },
              ]}
            />
            <section>
              <h2>{w.panels}</h2>
              <ul>
                {foods.flatMap((food) =>
                  food.panel === undefined
                    ? []
                    : [
                        <li key={food.code}>
                          <strong>{say(food)}</strong>{' '}
                          {asWritten(
                            `${food.panel.items.join('、')}（${food.panel.method}）。${food.panel.why}`,
                          )}
                        </li>,
                      ],
                )}
              </ul>
            </section>
          </>
        )}
      </Loaded>
      <Limits />
    </>
  )
}
