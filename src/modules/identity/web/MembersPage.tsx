import { Button } from 'antd'
import { useState } from 'react'
import { endMembership, listMemberships, TOWN_ROLES } from '#contract/identity'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { Disclosure } from '#web/ui/Disclosure.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { GrantForm } from './GrantForm.tsx'
import { peopleWords } from './people-words.ts'

type Membership = AnswerOf<typeof listMemberships>['items'][number]

function Acts({ row, edit }: { readonly row: Membership; readonly edit: () => void }) {
  const w = useWords(peopleWords)
  const { slug } = useTown()
  const act = useAct(
    (_: undefined, { key }) => ask(endMembership, { etown: slug, params: { account: row.account }, key }),
    { changes: [listMemberships] },
  )
  return (
    <Disclosure label={w.act} name={`${w.act} ${row.name}`} side="end">
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      <Button block onClick={edit}>
        {w.edit}
      </Button>
      {row.inForce && (
        <SubmitButton act={act} onPress={() => act.run(undefined)}>
          {w.end}
        </SubmitButton>
      )}
    </Disclosure>
  )
}

/** 岗位授权 Who may do what in this e-town, and until when. */
export function Page() {
  const w = useWords(peopleWords)
  const say = useBoth()
  const { slug } = useTown()
  const pages = usePages(listMemberships, { etown: slug })
  const [edited, setEdited] = useState<Membership>()
  return (
    <>
      <PageHead title={w.members} lead={w.membersLead} />
      <DataTable
        name="identity.members"
        caption={w.members}
        pages={pages}
        rowKey={(row) => row.account}
        empty={<EmptyState title={w.noMembers} next={w.noMembersNext} />}
        columns={[
          { key: 'name', title: w.name, heads: true, cell: (row) => `${row.name}（${row.signIn}）` },
          {
            key: 'roles',
            title: w.roles,
            cell: (row) => row.roles.map((role) => say(TOWN_ROLES[role])).join('、'),
          },
          { key: 'department', title: w.department, cell: (row) => row.department ?? '—' },
          { key: 'since', title: w.since, cell: (row) => <DayText day={row.since} /> },
          {
            key: 'until',
            title: w.until,
            cell: (row) => (row.until === undefined ? '—' : <DayText day={row.until} />),
          },
          {
            key: 'inForce',
            title: w.state,
            cell: (row) => (
              <StateTag tone={row.inForce ? 'good' : 'quiet'}>
                {row.inForce ? w.inForce : w.notInForce}
              </StateTag>
            ),
          },
          { key: 'act', title: w.act, cell: (row) => <Acts row={row} edit={() => setEdited(row)} /> },
        ]}
      />
      <GrantForm key={edited?.account ?? ''} held={edited} />
    </>
  )
}
