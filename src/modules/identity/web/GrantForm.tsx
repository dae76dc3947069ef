import { Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import {
  grantMembership,
  listAccounts,
  listMemberships,
  type Side,
  TOWN_ROLES,
  townRoles,
} from '#contract/identity'
import { dayOfInstant } from '#kernel/day'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { peopleWords } from './people-words.ts'
import { SearchField } from './SearchField.tsx'

type Membership = AnswerOf<typeof listMemberships>['items'][number]
type Values = Omit<Membership, 'name' | 'signIn' | 'state' | 'inForce'>

const SIDES: readonly Side[] = ['government', 'treasury', 'market', 'bank', 'oversight', 'above']

/** Member accounts whose name fits what was typed. */
function usePeople(like: string) {
  const found = useRead(listAccounts, { query: { limit: '50', ...(like === '' ? {} : { like }) } }).data
  return (found?.items ?? [])
    .filter((a) => a.kind === 'member' && a.state !== 'disabled')
    .map((a) => ({ value: a.id, label: `${a.name}（${a.signIn}）` }))
}

/** 授予岗位 Replaces what the person held here before. `held`: what is to be changed. */
export function GrantForm({ held }: { readonly held: Membership | undefined }) {
  const w = useWords(peopleWords)
  const say = useBoth()
  const { slug } = useTown()
  const [like, setLike] = useState('')
  const people = usePeople(like)
  const chosen = held === undefined ? people : [{ value: held.account, label: held.name }]
  const act = useAct(
    ({ account, ...body }: Values, { key }) =>
      ask(grantMembership, { etown: slug, params: { account }, body, key }),
    { changes: [listMemberships] },
  )
  const labels = {
    roles: w.roles,
    department: w.department,
    party: w.party,
    since: w.since,
    until: w.until,
  }
  return (
    <section>
      <h2>{w.grant}</h2>
      {held === undefined && <SearchField label={w.search} value={like} onSearch={setLike} />}
      <ActForm<Values>
        name="grant"
        labels={labels}
        step={act.step}
        initial={held ?? { since: dayOfInstant(Date.now()), roles: [] }}
        onSubmit={(values) => act.run(withoutEmpty(values))}
      >
        <Form.Item name="account" label={w.person} rules={[{ required: true, message: w.choosePerson }]}>
          <Choice options={chosen} empty={w.choosePerson} />
        </Form.Item>
        <Form.Item name="roles" label={w.roles} rules={[{ validator: someRole(w.fill(w.roles)) }]}>
          <Checkbox.Group className="roles">
            {SIDES.map((side) => (
              <fieldset key={side}>
                <legend>{w.sides[side]}</legend>
                {townRoles
                  .filter((role) => TOWN_ROLES[role].side === side)
                  .map((role) => (
                    <Checkbox key={role} value={role}>
                      {say(TOWN_ROLES[role])}
                    </Checkbox>
                  ))}
              </fieldset>
            ))}
          </Checkbox.Group>
        </Form.Item>
        <Form.Item name="department" label={w.department} extra={w.departmentHint}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="party" label={w.party} extra={w.partyHint}>
          <Input autoComplete="off" inputMode="numeric" />
        </Form.Item>
        <Form.Item name="since" label={w.since} rules={[{ required: true, message: w.fill(w.since) }]}>
          <DateField />
        </Form.Item>
        <Form.Item name="until" label={w.until} extra={w.untilHint}>
          <DateField />
        </Form.Item>
        <SubmitButton act={act}>{w.grant}</SubmitButton>
        {act.step.at === 'done' && <StateTag tone="good">{w.granted}</StateTag>}
      </ActForm>
    </section>
  )
}

/** Not `required`: antd would mark the group as required by an attribute that a group may not have. */
const someRole = (missing: string) => (_: unknown, roles: readonly string[]) =>
  roles.length > 0 ? Promise.resolve() : Promise.reject(new Error(missing))

/** Fields left empty are not sent: the contract knows only filled ones. */
function withoutEmpty({ account, roles, since, department, party, until }: Values): Values {
  return {
    account,
    roles,
    since,
    ...(department ? { department } : {}),
    ...(party ? { party } : {}),
    ...(until ? { until } : {}),
  }
}
