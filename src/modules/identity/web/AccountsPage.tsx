import { HOUSE_ROLES, listAccounts } from '#contract/identity'
import type { AnswerOf } from '#web/ask.ts'
import { useFilter } from '#web/desk/place.ts'
import { usePerson } from '#web/desk/session.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { AccountActs } from './AccountActs.tsx'
import { peopleWords } from './people-words.ts'
import { SearchField } from './SearchField.tsx'

type Account = AnswerOf<typeof listAccounts>['items'][number]

const TONES = { waiting: 'wait', active: 'good', disabled: 'quiet' } as const

function useColumns(): readonly Column<Account>[] {
  const w = useWords(peopleWords)
  const say = useBoth()
  return [
    {
      key: 'name',
      title: w.name,
      heads: true,
      cell: (row) => row.name,
    },
    { key: 'signIn', title: w.signIn, cell: (row) => row.signIn },
    { key: 'phone', title: w.phone, cell: (row) => row.phone ?? '—' },
    {
      key: 'kind',
      title: w.kind,
      cell: (row) => (row.houseRole === undefined ? w.kinds[row.kind] : say(HOUSE_ROLES[row.houseRole])),
    },
    {
      key: 'state',
      title: w.state,
      cell: (row) => (
        <>
          <StateTag tone={TONES[row.state]}>{w.states[row.state]}</StateTag>
          {row.activationHeld && <StateTag tone="warn">{w.heldCode}</StateTag>}
        </>
      ),
    },
    { key: 'factor', title: w.factor, cell: (row) => (row.secondFactor ? w.bound : w.notBound) },
    {
      key: 'last',
      title: w.lastSignIn,
      cell: (row) => (row.lastSignInAt === undefined ? w.never : <InstantText instant={row.lastSignInAt} />),
    },
    { key: 'act', title: w.act, cell: (row) => <AccountActs account={row} /> },
  ]
}

/** 账号 Everybody who can sign in. */
export function Page() {
  const w = useWords(peopleWords)
  const { may } = usePerson()
  const [like, setLike] = useFilter('like')
  const pages = usePages(listAccounts, { query: like === '' ? {} : { like } })
  const make = may.includes('identity.make-accounts') ? (
    <To href="/admin/accounts/new">{w.newAccount}</To>
  ) : undefined
  return (
    <>
      <PageHead title={w.accounts} lead={w.accountsLead} action={make} />
      <SearchField label={w.search} value={like} onSearch={setLike} />
      <DataTable
        name="identity.accounts"
        caption={w.accounts}
        pages={pages}
        columns={useColumns()}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.noAccounts} next={w.noAccountsNext} action={make} />}
      />
    </>
  )
}
