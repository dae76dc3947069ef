import { Form, Input } from 'antd'
import { useState } from 'react'
import {
  type BodyDuties,
  bringPaper,
  LISTED_ROLES,
  layDuties,
  readDesk,
  readOrganisation,
} from '#contract/governance'
import { TOWN_ROLES } from '#contract/identity'
import type { Day } from '#kernel/day'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { PaperField } from '#web/ui/PaperField.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { governanceWords } from './governance-words.ts'
import { bring } from './TaskPage.tsx'

type Values = {
  readonly body?: string
  readonly name?: string
  readonly role?: string
  readonly duties: string
  readonly document: string
  readonly inForceFrom: Day
}

const bodyOf = ({ body, name, role, duties, document, inForceFrom }: Values, evidence: string) => {
  const listed = LISTED_ROLES.find((one) => one === role)
  return {
    ...(body ? { body } : { ...(name && { name }), ...(listed && { role: listed }) }),
    duties: duties
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    document,
    inForceFrom,
    evidence,
  }
}

/** 登记责任清单 For a body of the list above, or for one the plan does not name. */
export function LayDuties({ bodies }: { readonly bodies: readonly BodyDuties[] }) {
  const w = useWords(governanceWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ values, paper }: { readonly values: Values; readonly paper: File }, sending: Sending) => {
      const evidence = await bring(etown, paper, sending)
      return ask(layDuties, { etown, body: bodyOf(values, evidence), key: sending.key })
    },
    { changes: [readOrganisation, readDesk] },
  )
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  return (
    <ActForm<Values>
      name="duties"
      labels={{
        ...{ body: w.listedBody, name: w.newName, role: w.listedRole, duties: w.dutiesLines },
        ...{ document: w.document, inForceFrom: w.inForceFrom },
      }}
      step={act.step}
      onSubmit={(values) => file && act.run({ values, paper: file })}
    >
      <p className="hint">{w.layLead}</p>
      <BodyFields bodies={bodies} />
      <Form.Item name="duties" label={w.dutiesLines} rules={required(w.dutiesLines)}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={8000} />
      </Form.Item>
      <Form.Item name="document" label={w.document} rules={required(w.document)}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="inForceFrom" label={w.inForceFrom} rules={required(w.inForceFrom)}>
        <DateField />
      </Form.Item>
      <PaperField label={w.listFile} to={bringPaper} file={file} onFile={setFile} />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.layDuties}
      </SubmitButton>
    </ActForm>
  )
}

function BodyFields({ bodies }: { readonly bodies: readonly BodyDuties[] }) {
  const w = useWords(governanceWords)
  const say = useBoth()
  const picked: string | undefined = Form.useWatch('body', Form.useFormInstance<Values>())
  return (
    <>
      <Form.Item name="body" label={w.listedBody}>
        <Choice empty={w.newBody} options={bodies.map(({ code, name }) => ({ value: code, label: name }))} />
      </Form.Item>
      {!picked && (
        <>
          <Form.Item
            name="name"
            label={w.newName}
            rules={[{ required: true, whitespace: true, message: w.fill(w.newName) }]}
          >
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="role" label={w.listedRole}>
            <Choice
              empty={w.noRole}
              options={LISTED_ROLES.map((value) => ({ value, label: say(TOWN_ROLES[value]) }))}
            />
          </Form.Item>
        </>
      )}
    </>
  )
}
