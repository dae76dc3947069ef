import { Checkbox, Form, Input } from 'antd'
import {
  listApplications,
  listProjects,
  type ProjectChoice,
  type RoundDetail,
  startApplication,
} from '#contract/subsidy'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'

type Values = { readonly registered?: string; readonly project?: string; readonly isAnother?: boolean }

type Props = { readonly round: RoundDetail; readonly register: readonly ProjectChoice[] }

/** Of the register, or by its name where the register does not have it. */
function Start({ round, register }: Props) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const go = useGo()
  const act = useAct(
    ({ registered, project = '', isAnother = false }: Values, { key }) =>
      ask(startApplication, {
        etown,
        body: registered
          ? { round: round.id, registered }
          : { round: round.id, project, ...(isAnother ? { isAnother } : {}) },
        key,
      }),
    { changes: [listApplications], done: ({ id }) => go(`/e/${etown}/subsidy-applications/${id}`) },
  )
  const { step } = act
  const isLike =
    step.at === 'refused' &&
    step.problem.refusals.some(
      ({ code }) => code === 'subsidy.project_similar' || code === 'subsidy.project_registered',
    )
  return (
    <ActForm<Values>
      name="start"
      labels={{ registered: w.registered, project: w.project, isAnother: w.isAnother }}
      step={act.step}
      onSubmit={act.run}
    >
      {register.length > 0 && (
        <Form.Item name="registered" label={w.registered} extra={w.registeredHint}>
          <Choice
            empty={w.notRegistered}
            options={register.map(({ id, name, isOwn }) => ({
              value: id,
              label: isOwn ? w.ownContract(name) : name,
            }))}
          />
        </Form.Item>
      )}
      <Form.Item noStyle dependencies={['registered']}>
        {(form) =>
          !form.getFieldValue('registered') && (
            <Form.Item
              name="project"
              label={w.project}
              extra={w.projectHint}
              rules={[{ required: true, whitespace: true, message: w.fill(w.project) }]}
            >
              <Input maxLength={100} autoComplete="off" />
            </Form.Item>
          )
        }
      </Form.Item>
      {isLike && (
        <Form.Item name="isAnother" valuePropName="checked">
          <Checkbox>{w.isAnother}</Checkbox>
        </Form.Item>
      )}
      <SubmitButton act={act}>{w.start}</SubmitButton>
    </ActForm>
  )
}

function WithRegister({ round }: Pick<Props, 'round'>) {
  const { slug: etown } = useTown()
  return (
    <Loaded query={useRead(listProjects, { etown })}>
      {({ items }) => <Start round={round} register={items} />}
    </Loaded>
  )
}

/** 开始申报 */
export function StartForm({ round }: Pick<Props, 'round'>) {
  const w = useWords(subsidyWords)
  return (
    <section aria-labelledby="start">
      <h2 id="start">{w.start}</h2>
      {round.isForProject ? <WithRegister round={round} /> : <Start round={round} register={[]} />}
    </section>
  )
}
