import { Button } from 'antd'
import {
  disableAccount,
  enableAccount,
  grantHouseRole,
  HOUSE_ROLES,
  houseRoles,
  listAccounts,
  reissueActivation,
  releaseActivation,
  resetSecondFactor,
} from '#contract/identity'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { usePerson } from '#web/desk/session.ts'
import { Disclosure } from '#web/ui/Disclosure.tsx'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ActivationCode } from './ActivationCode.tsx'
import { peopleWords } from './people-words.ts'

type Account = AnswerOf<typeof listAccounts>['items'][number]
type Done = { readonly code?: string; readonly endsAt?: string; readonly held?: boolean }

/** 办理 What this administrator may do with the account. A refusal says why; a new code is shown here, once. */
export function AccountActs({ account }: { readonly account: Account }) {
  const w = useWords(peopleWords)
  const say = useBoth()
  const { may } = usePerson()
  const params = { account: account.id }
  const act = useAct((send: (key: string) => Promise<Done>, { key }) => send(key), {
    changes: [listAccounts],
  })
  const makes = may.includes('identity.make-accounts')
  const grants = may.includes('identity.grant-roles')
  const acts: { label: string; send: (key: string) => Promise<Done> }[] = [
    ...(makes && account.state !== 'disabled'
      ? [
          { label: w.newCode, send: () => ask(reissueActivation, { params }) },
          { label: w.disable, send: (key: string) => ask(disableAccount, { params, key }) },
        ]
      : []),
    ...(makes && account.state === 'disabled'
      ? [{ label: w.enable, send: (key: string) => ask(enableAccount, { params, key }) }]
      : []),
    ...(grants && account.activationHeld
      ? [{ label: w.releaseCode, send: (key: string) => ask(releaseActivation, { params, key }) }]
      : []),
    ...(grants && account.secondFactor
      ? [{ label: w.unbind, send: (key: string) => ask(resetSecondFactor, { params, key }) }]
      : []),
    ...(grants && account.kind === 'administrator'
      ? houseRoles
          .filter((role) => role !== account.houseRole)
          .map((role) => ({
            label: `${w.appoint}：${say(HOUSE_ROLES[role])}`,
            send: (key: string) => ask(grantHouseRole, { params, body: { role }, key }),
          }))
      : []),
  ]
  if (acts.length === 0) return null
  const { step } = act
  return (
    <Disclosure label={w.act} name={`${w.act} ${account.name}`} side="end">
      {step.at === 'refused' && <ProblemNote error={step.problem} />}
      {step.at === 'unknown' && <ProblemNote error={undefined} retry={act.check} />}
      {step.at === 'done' && step.answer.code !== undefined && step.answer.endsAt !== undefined && (
        <ActivationCode
          code={step.answer.code}
          endsAt={step.answer.endsAt}
          held={step.answer.held === true}
        />
      )}
      {acts.map(({ label, send }) => (
        <Button key={label} block disabled={step.at === 'running'} onClick={() => act.run(send)}>
          {label}
        </Button>
      ))}
    </Disclosure>
  )
}
