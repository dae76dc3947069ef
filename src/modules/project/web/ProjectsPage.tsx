import { Button } from 'antd'
import {
  exportProjects,
  listProjects,
  PROJECT_STATES,
  type ProjectItem,
  readReleasePackage,
} from '#contract/project'
import { keysOf } from '#kernel/keys'
import { addressOf, ask } from '#web/ask.ts'
import { ExportForm } from '#web/desk/ExportForm.tsx'
import { useFilter, useGo, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Money, MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { MoneyBar } from './MoneyBar.tsx'
import './project.css'
import { projectWords, STATE_TONES } from './project-words.ts'

/** 项目 Every project with where it stands and what of its money is paid. */
export function Page() {
  const w = useWords(projectWords)
  const say = useBoth()
  const { slug, may } = useTown()
  const go = useGo()
  const [text, setState] = useFilter('state')
  const state = keysOf(PROJECT_STATES).find((key) => key === text)
  const pages = usePages(listProjects, { etown: slug, query: { state } })
  const columns: readonly Column<ProjectItem>[] = [
    {
      key: 'name',
      title: w.name,
      heads: true,
      cell: ({ id, name }) => <To href={`/e/${slug}/projects/${id}`}>{name}</To>,
    },
    {
      key: 'state',
      title: w.state,
      cell: (row) => <StateTag tone={STATE_TONES[row.state]}>{say(PROJECT_STATES[row.state])}</StateTag>,
    },
    { key: 'bar', title: w.money, cell: (row) => <MoneyBar item={row} /> },
    { key: 'paid', title: w.paid, end: true, cell: ({ paid }) => <Money fen={paid} /> },
    {
      key: 'contract',
      title: w.contractAmount,
      end: true,
      cell: ({ contractAmount }) => (contractAmount === undefined ? '—' : <Money fen={contractAmount} />),
    },
    {
      key: 'budget',
      title: w.budget,
      end: true,
      cell: ({ budget }) => (budget === undefined ? '—' : <Money fen={budget} />),
    },
    { key: 'contractor', title: w.contractor, cell: ({ contractor }) => contractor ?? '—' },
    { key: 'category', title: w.category, cell: ({ categoryName }) => categoryName },
  ]
  const drafts = may.includes('project.draft')
  return (
    <>
      <PageHead
        title={w.projects}
        lead={w.projectsLead}
        tools={
          <>
            <MoneyUnitSwitch />
            {may.includes('project.export') && (
              <ExportForm
                send={(form, _, { key }) =>
                  ask(exportProjects, {
                    etown: slug,
                    body: { ...form, filter: state === undefined ? {} : { state } },
                    key,
                  })
                }
              />
            )}
          </>
        }
        action={
          drafts ? (
            <Button type="primary" onClick={() => go(`/e/${slug}/projects/new`)}>
              {w.start}
            </Button>
          ) : undefined
        }
      />
      <div className="filters">
        <div className="filter">
          <span aria-hidden>{w.state}</span>
          <Choice
            label={w.state}
            empty={w.all}
            value={state}
            onChange={setState}
            options={keysOf(PROJECT_STATES).map((key) => ({ value: key, label: say(PROJECT_STATES[key]) }))}
          />
        </div>
      </div>
      <DataTable
        name="project.list"
        caption={w.projects}
        pages={pages}
        columns={columns}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title={w.noProjects} next={state === undefined ? w.noProjectsNext : w.noneInState} />
        }
      />
      <p className="hint">
        <a href={addressOf(readReleasePackage, { etown: slug })} target="_blank" rel="noreferrer">
          {w.openData}
        </a>{' '}
        {w.openDataHint}
      </p>
    </>
  )
}
