import { endSession, listSessions } from '#contract/identity'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useRead } from '#web/read.ts'
import { RowTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { accountWords } from './account-words.ts'

type Session = AnswerOf<typeof listSessions>['items'][number]

function End({ session }: { readonly session: Session }) {
  const w = useWords(accountWords)
  const act = useAct((_: undefined, { key }) => ask(endSession, { params: { session: session.id }, key }), {
    changes: [listSessions],
  })
  if (session.current) return w.thisOne
  return (
    <SubmitButton act={act} onPress={() => act.run(undefined)}>
      {w.end}
    </SubmitButton>
  )
}

/** 我的登录 Where one is signed in, and the way to end it. */
export function OwnSessions() {
  const w = useWords(accountWords)
  const sessions = useRead(listSessions, {})
  return (
    <section>
      <h2>{w.sessions}</h2>
      <p>{w.sessionsLead}</p>
      <Loaded query={sessions}>
        {({ items }) => (
          <RowTable
            name="identity.sessions"
            caption={w.sessions}
            rows={items}
            rowKey={(row) => row.id}
            columns={[
              { key: 'agent', title: w.device, heads: true, cell: (row) => w.agent[row.agent] },
              { key: 'made', title: w.madeAt, cell: (row) => <InstantText instant={row.madeAt} /> },
              { key: 'seen', title: w.seenAt, cell: (row) => <InstantText instant={row.seenAt} /> },
              { key: 'factor', title: w.factor, cell: (row) => (row.secondFactor ? w.yes : w.no) },
              { key: 'end', title: w.act, cell: (row) => <End session={row} /> },
            ]}
          />
        )}
      </Loaded>
    </section>
  )
}
