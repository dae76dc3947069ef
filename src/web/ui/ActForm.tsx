import { Form, type FormInstance } from 'antd'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Step } from '../act.ts'
import type { FieldRefusal } from '../problem.ts'
import { keepComposition } from './composition.ts'
import { type ProblemLine, ProblemSummary } from './ProblemSummary.tsx'
import { type Language, pathOf, sentenceOf, useLanguage } from './words.ts'

/** Labels of a form's fields by their path in the request: `creditCode`, `lines.0.price`. */
export type Labels = Readonly<Record<string, string>>

const nameOf = (pointer: string): (string | number)[] =>
  pathOf(pointer).map((token) => (/^\d+$/.test(token) ? Number(token) : token))

/** Puts each refusal at the field its pointer names, in the words of the summary. */
export function refuseFields(
  form: FormInstance,
  refusals: readonly FieldRefusal[],
  language: Language,
  labels: Labels,
): void {
  const byField = new Map<string, string[]>()
  for (const refusal of refusals) {
    if (refusal.pointer === undefined) continue
    const sentences = byField.get(refusal.pointer) ?? []
    byField.set(refusal.pointer, [...sentences, sentenceOf(refusal, language, labels)])
  }
  form.setFields([...byField].map(([pointer, errors]) => ({ name: nameOf(pointer), errors })))
}

const lineOf = (
  form: string,
  text: string,
  path: readonly (string | number)[],
  labels: Labels,
): ProblemLine => (path.join('.') in labels ? { text, field: [form, ...path].join('_') } : { text })

type Props<Values extends object> = {
  /** Unique on the page: the ids of the fields begin with it. */
  readonly name: string
  readonly labels: Labels
  /** Of the act this form sends: its refusals come to the fields. */
  readonly step: Step<unknown>
  readonly onSubmit: (values: Values) => void
  readonly initial?: Partial<Values>
  /** `Form.Item`s, and one SubmitButton. */
  readonly children: ReactNode
}

/** A form of one act: labels above, problems on top and at their fields, pinyin's Enter never submits. */
export function ActForm<Values extends object>(props: Props<Values>) {
  const { name, labels, step, onSubmit, initial, children } = props
  const [form] = Form.useForm()
  const [language] = useLanguage()
  const [own, setOwn] = useState<readonly ProblemLine[]>([])
  const refusals = step.at === 'refused' ? step.problem.refusals : undefined
  useEffect(() => {
    if (refusals !== undefined) refuseFields(form, refusals, language, labels)
  }, [form, refusals, language, labels])
  const lines = useMemo(
    () =>
      own.length > 0
        ? own
        : (refusals ?? []).map((r) =>
            lineOf(name, sentenceOf(r, language, labels), nameOf(r.pointer ?? ''), labels),
          ),
    [own, refusals, name, language, labels],
  )
  return (
    <Form
      form={form}
      name={name}
      layout="vertical"
      requiredMark={false}
      scrollToFirstError={false}
      validateTrigger="onSubmit"
      onKeyDown={keepComposition}
      {...(initial === undefined ? {} : { initialValues: initial })}
      onFinish={(values: Values) => {
        setOwn([])
        onSubmit(values)
      }}
      onFinishFailed={({ errorFields }) =>
        setOwn(errorFields.flatMap((f) => f.errors.map((text) => lineOf(name, text, f.name, labels))))
      }
    >
      <ProblemSummary lines={lines} />
      {children}
    </Form>
  )
}
