import { Form, Input } from 'antd'
import { useState } from 'react'
import { bringTemplate, EVERY, type Every, listForms, saveForm } from '#contract/report'
import { listDefinitions } from '#contract/statistics'
import { keysOf } from '#kernel/keys'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask, askUpload } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { Loaded, ProblemNote } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { type Mapped, MappedFields } from './MappedFields.tsx'
import './report.css'
import { upwardWords } from './upward-words.ts'

type Grid = AnswerOf<typeof bringTemplate>
const LIMIT = 10 * 1_048_576

/** A1 of row 1 and column 0. */
const placeOf = (row: number, column: number): string =>
  `${column < 26 ? '' : String.fromCharCode(64 + Math.floor(column / 26))}${String.fromCharCode(65 + (column % 26))}${row}`

/** What stands left of a cell, or above it: most likely what it is called. */
function nameAt({ rows }: Grid, rowNo: number, column: number): string {
  const cells = rows.find((row) => row.rowNo === rowNo)?.cells ?? []
  const left = cells.slice(0, column).findLast((text) => text.trim() !== '')
  const above = rows.findLast((row) => row.rowNo < rowNo && (row.cells[column] ?? '').trim() !== '')
  return (left ?? above?.cells[column] ?? '').trim().slice(0, 80)
}

/** 外部报表映射 */
export function Page() {
  const w = useWords(upwardWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const [grid, setGrid] = useState<Grid>()
  const [mapped, setMapped] = useState<readonly Mapped[]>([])
  const bring = useAct(
    (sheet: File, { key, onProgress }) => askUpload(bringTemplate, sheet, { etown, key, onProgress }),
    { done: setGrid },
  )
  const take = (chosen: File | undefined) => {
    setFile(chosen)
    setGrid(undefined)
    setMapped([])
    if (chosen !== undefined) void bring.run(chosen)
  }
  const add = (rowNo: number, column: number) => {
    const place = placeOf(rowNo, column)
    if (grid === undefined || mapped.some((one) => one.place === place)) return
    const label = nameAt(grid, rowNo, column) || place
    setMapped([...mapped, { place, label, indicator: '', over: 'period', unit: '' }])
  }
  return (
    <>
      <PageHead title={w.map} lead={w.mapLead} />
      <FileDrop
        label={w.template}
        hint={w.templateHint}
        kinds={['.xlsx']}
        limitBytes={LIMIT}
        file={file}
        onFile={take}
        share={bring.step.at === 'running' ? bring.step.share : undefined}
      />
      {bring.step.at === 'refused' && <ProblemNote error={bring.step.problem} />}
      {grid !== undefined && (
        <>
          <h2>{w.choose}</h2>
          <GridTable grid={grid} mapped={mapped} onCell={add} />
          <Mapping grid={grid} mapped={mapped} onMapped={setMapped} />
        </>
      )}
    </>
  )
}

type GridProps = {
  readonly grid: Grid
  readonly mapped: readonly Mapped[]
  readonly onCell: (row: number, column: number) => void
}

function GridTable({ grid, mapped, onCell }: GridProps) {
  const w = useWords(upwardWords)
  const width = Math.max(...grid.rows.map(({ cells }) => cells.length), 1)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
    <section className="mapping" aria-label={w.choose} tabIndex={0}>
      <table>
        <tbody>
          {grid.rows.map(({ rowNo, cells }) => (
            <tr key={rowNo}>
              {Array.from({ length: width }, (_, column) => {
                const place = placeOf(rowNo, column)
                const own = mapped.find((one) => one.place === place)
                return (
                  <td key={place}>
                    <button
                      type="button"
                      className={own === undefined ? 'plain' : 'plain mapped'}
                      aria-label={w.cellName(place, own?.label ?? cells[column] ?? '')}
                      aria-pressed={own !== undefined}
                      onClick={() => onCell(rowNo, column)}
                    >
                      {own === undefined ? cells[column] || '·' : `▸ ${own.label}`}
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type Values = {
  readonly code: string
  readonly name: string
  readonly every: Every
  readonly dueWorkdays: string
  readonly source: string
}

type MappingProps = {
  readonly grid: Grid
  readonly mapped: readonly Mapped[]
  readonly onMapped: (mapped: readonly Mapped[]) => void
}

function Mapping({ grid, mapped, onMapped }: MappingProps) {
  const w = useWords(upwardWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const go = useGo()
  const definitions = useRead(listDefinitions, { etown })
  const act = useAct(
    ({ code, ...values }: Values, { key }) =>
      ask(saveForm, {
        etown,
        body: {
          code,
          template: grid.sha256,
          content: {
            ...values,
            dueWorkdays: Number(values.dueWorkdays),
            fields: mapped.map(({ place, label, unit, indicator, over }) => ({
              key: place.toLowerCase(),
              label,
              unit,
              required: true,
              place,
              ...(indicator === '' ? {} : { indicator, over }),
            })),
            rules: [],
          },
        },
        key,
      }),
    { changes: [listForms], done: ({ code }) => go(`/e/${etown}/report-forms/${code}`) },
  )
  const text = (name: keyof Values, label: string) => (
    <Form.Item name={name} label={label} rules={[{ required: true, message: w.fill(label) }]}>
      <Input maxLength={200} />
    </Form.Item>
  )
  return (
    <ActForm<Values>
      name="form"
      labels={{ code: w.code, name: w.name, source: w.source }}
      step={act.step}
      initial={{ every: 'month', dueWorkdays: '5' }}
      onSubmit={act.run}
    >
      <h2>{w.mapped}</h2>
      <Loaded query={definitions}>
        {({ items }) => <MappedFields definitions={items} mapped={mapped} onMapped={onMapped} />}
      </Loaded>
      {text('name', w.name)}
      {text('code', w.code)}
      <Form.Item name="every" label={w.every}>
        <Choice options={keysOf(EVERY).map((key) => ({ value: key, label: say(EVERY[key]) }))} />
      </Form.Item>
      {text('dueWorkdays', w.dueWorkdays)}
      {text('source', w.source)}
      <SubmitButton act={act} disabled={mapped.length === 0}>
        {w.save}
      </SubmitButton>
    </ActForm>
  )
}
