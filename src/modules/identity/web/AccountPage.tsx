import { HOUSE_ROLES, TOWN_ROLES, whoAmI } from '#contract/identity'
import { useRead } from '#web/read.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { accountWords } from './account-words.ts'
import { OwnPassword } from './OwnPassword.tsx'
import { OwnSessions } from './OwnSessions.tsx'
import { SecondFactor } from './SecondFactor.tsx'

/** 我的账号 What one is, and how one proves it. */
export function Page() {
  const w = useWords(accountWords)
  const say = useBoth()
  return (
    <Loaded query={useRead(whoAmI, {})} lines={8}>
      {(me) => {
        const places = [
          ...me.houseRoles.map((role) => say(HOUSE_ROLES[role])),
          ...me.towns
            .filter((town) => town.roles.length > 0)
            .map((town) => {
              const roles = town.roles.map((role) => say(TOWN_ROLES[role])).join('、')
              return [town.name, town.department, roles].filter((part) => part !== undefined).join(' · ')
            }),
        ]
        return (
          <>
            <PageHead title={w.title} lead={w.lead(me.name, me.signIn)} />
            <section>
              <h2>{w.roles}</h2>
              {places.length === 0 ? (
                <p>{w.noRoles}</p>
              ) : (
                <ul>
                  {places.map((place) => (
                    <li key={place}>{place}</li>
                  ))}
                </ul>
              )}
            </section>
            {me.hasPassword && <SecondFactor me={me} />}
            {me.hasPassword && <OwnPassword due={me.passwordDue} />}
            <OwnSessions />
          </>
        )
      }}
    </Loaded>
  )
}
