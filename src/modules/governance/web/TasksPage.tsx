import { Form, Input } from 'antd'
import { assignTask, listTasks, readDesk, readOrganisation, TASK_STATES } from '#contract/governance'
import { keysOf } from '#kernel/keys'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useFilter, useTown } from '#web/desk/place.ts'
import { usePages, useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DataTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { governanceWords } from './governance-words.ts'
import { useTaskColumns } from './task-columns.tsx'

/** 督查任务 */
export function Page() {
  const w = useWords(governanceWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const [text, setState] = useFilter('state')
  const [mine, setMine] = useFilter('mine')
  const state = keysOf(TASK_STATES).find((key) => key === text)
  const query = { state, mine: mine === 'yes' ? ('yes' as const) : undefined }
  const pages = usePages(listTasks, { etown, query })
  const columns = useTaskColumns()
  return (
    <>
      <PageHead title={w.tasks} lead={w.tasksLead} />
      <div className="filters">
        <div className="filter">
          <span aria-hidden>{w.state}</span>
          <Choice
            label={w.state}
            empty={w.all}
            value={state}
            onChange={setState}
            options={keysOf(TASK_STATES).map((key) => ({ value: key, label: say(TASK_STATES[key]) }))}
          />
        </div>
        <div className="filter">
          <span aria-hidden>{w.whose}</span>
          <Choice
            label={w.whose}
            empty={w.all}
            value={mine}
            onChange={setMine}
            options={[{ value: 'yes', label: w.mineOnly }]}
          />
        </div>
      </div>
      <DataTable
        name="governance.tasks"
        caption={w.tasks}
        pages={pages}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={w.noTasks} next={w.noTasksNext} />}
      />
      {may.includes('governance.assign') && (
        <Unfold label={w.assign}>
          <AssignForm key={pages.total ?? 0} />
        </Unfold>
      )}
    </>
  )
}

type Values = { readonly title: string; readonly owner: string; readonly days: string }

function AssignForm() {
  const w = useWords(governanceWords)
  const { slug: etown } = useTown()
  const bodies = useRead(readOrganisation, { etown })
  const act = useAct(
    ({ days, ...values }: Values, { key }) =>
      ask(assignTask, { etown, body: { ...values, days: Number(days) }, key }),
    { changes: [listTasks, readOrganisation, readDesk] },
  )
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  return (
    <ActForm<Values>
      name="assign"
      labels={{ title: w.title, owner: w.owner, days: w.days }}
      step={act.step}
      initial={{ days: '10' }}
      onSubmit={act.run}
    >
      <Form.Item name="title" label={w.title} rules={required(w.title)}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="owner" label={w.owner} rules={required(w.owner)}>
        <Choice
          empty="—"
          options={(bodies.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        />
      </Form.Item>
      <Form.Item
        name="days"
        label={w.days}
        rules={[{ required: true, pattern: /^[1-9]\d{0,2}$/, message: w.daysForm }]}
      >
        <Input inputMode="numeric" maxLength={3} />
      </Form.Item>
      <SubmitButton act={act}>{w.assign}</SubmitButton>
    </ActForm>
  )
}
