import { Form, Input } from 'antd'
import { useState } from 'react'
import {
  listMachineKeys,
  MACHINE_ROLES,
  type MachineRole,
  machineRoles,
  makeMachineKey,
  revokeMachineKey,
} from '#contract/identity'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { DayText, InstantText } from '#web/ui/DayText.tsx'
import { Disclosure } from '#web/ui/Disclosure.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { machineWords } from './machine-words.ts'

type MachineKey = AnswerOf<typeof listMachineKeys>['items'][number]
type Values = { readonly name: string; readonly role: MachineRole; readonly until: string }

function Revoke({ machineKey }: { readonly machineKey: MachineKey }) {
  const w = useWords(machineWords)
  const { slug } = useTown()
  const act = useAct(
    (_: undefined, { key }) =>
      ask(revokeMachineKey, { etown: slug, params: { machineKey: machineKey.id }, key }),
    { changes: [listMachineKeys] },
  )
  return (
    <Disclosure label={w.act} name={`${w.act} ${machineKey.name}`} side="end">
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      <SubmitButton act={act} onPress={() => act.run(undefined)}>
        {w.revoke}
      </SubmitButton>
    </Disclosure>
  )
}

function State({ of }: { readonly of: MachineKey }) {
  const w = useWords(machineWords)
  if (of.inForce) return <StateTag tone="good">{w.inForce}</StateTag>
  return <StateTag tone="quiet">{of.revokedAt === undefined ? w.ended : w.revoked}</StateTag>
}

function MakeForm() {
  const w = useWords(machineWords)
  const say = useBoth()
  const { slug } = useTown()
  const act = useAct((body: Values) => ask(makeMachineKey, { etown: slug, body }), {
    changes: [listMachineKeys],
  })
  const [role, setRole] = useState<Values['role']>()
  const send = (values: Values) => {
    setRole(values.role)
    return act.run(values)
  }
  const required = (label: string) => [{ required: true, message: w.fill(label) }]
  return (
    <section>
      <h2>{w.make}</h2>
      <ActForm<Values>
        name="machine"
        labels={{ name: w.name, role: w.role, until: w.until }}
        step={act.step}
        initial={{ role: 'instrument' }}
        onSubmit={send}
      >
        <Form.Item name="name" label={w.name} extra={w.nameHint} rules={required(w.name)}>
          <Input autoComplete="off" maxLength={40} />
        </Form.Item>
        <Form.Item name="role" label={w.role}>
          <Choice options={machineRoles.map((value) => ({ value, label: say(MACHINE_ROLES[value]) }))} />
        </Form.Item>
        <Form.Item name="until" label={w.until} rules={required(w.until)}>
          <DateField />
        </Form.Item>
        <SubmitButton act={act}>{w.make}</SubmitButton>
      </ActForm>
      {act.step.at === 'done' && (
        <div className="note" role="status">
          <p>{w.made}</p>
          <p>
            <code>{act.step.answer.key}</code>
          </p>
          {role === 'display' ? (
            <p>
              {w.display}
              <br />
              <code>{`${location.origin}/e/${slug}/wall#key=${act.step.answer.key}`}</code>
            </p>
          ) : (
            <p>{w.how}</p>
          )}
        </div>
      )}
    </section>
  )
}

/** 设备密钥 Which machines speak to this e-town in their own name, and until when. */
export function Page() {
  const w = useWords(machineWords)
  const say = useBoth()
  const { slug } = useTown()
  const pages = usePages(listMachineKeys, { etown: slug })
  return (
    <>
      <PageHead title={w.title} lead={w.lead} />
      <DataTable
        name="identity.machine-keys"
        caption={w.title}
        pages={pages}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.none} next={w.noneNext} />}
        columns={[
          { key: 'name', title: w.name, heads: true, cell: (row) => row.name },
          { key: 'role', title: w.role, cell: (row) => say(MACHINE_ROLES[row.role]) },
          { key: 'madeAt', title: w.madeAt, cell: (row) => <InstantText instant={row.madeAt} /> },
          { key: 'until', title: w.until, cell: (row) => <DayText day={row.until} /> },
          { key: 'state', title: w.state, cell: (row) => <State of={row} /> },
          { key: 'act', title: w.act, cell: (row) => (row.inForce ? <Revoke machineKey={row} /> : '—') },
        ]}
      />
      <MakeForm />
    </>
  )
}
