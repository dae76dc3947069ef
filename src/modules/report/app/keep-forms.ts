import { z } from 'zod'
import { attested } from '#kernel/attested'
import { canonicalJson, type Json } from '#kernel/canonical'
import { dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { sha256Hex } from '#kernel/sha256'
import { findEvidence } from '#platform/files/evidence'
import type { Call } from '#platform/http/route'
import { type FillProblem, fillProblems } from '#platform/sheet/fill-book'
import { unitsOf } from '#statistics'
import {
  type adoptForm,
  EVERY,
  type FormContent,
  type getForm,
  type listForms,
  reportRefusals,
  type saveForm,
  zFormContent,
} from '../contract/index.ts'
import { type FormRow, findForm, insertForm, newestForms } from '../db/forms.ts'
import { formProblems } from '../domain/form.ts'
import { BUILT_IN } from './built-in-forms.ts'
import { templateBytes } from './templates.ts'

const zKept = z.object({ content: zFormContent, template: z.string().nullable() })

/** Written by this room only, and held to its hash by the table. */
export const contentOfForm = ({ content }: Pick<FormRow, 'content'>): FormContent =>
  zKept.parse(JSON.parse(content)).content

export const formView = (row: FormRow) => ({
  code: row.code,
  version: row.version,
  name: row.name,
  every: keyIn(EVERY, row.every),
  source: contentOfForm(row).source,
  fields: contentOfForm(row).fields.length,
  template: row.template !== null,
  madeAt: row.made_at.toISOString(),
})

export async function listFormsIn({
  db,
  etown,
}: Call<typeof listForms, 'report'>): Promise<Outcome<AnswerOf<typeof listForms>>> {
  const rows = await newestForms(db, etown.id)
  const builtIn = [...BUILT_IN]
    .filter(([code]) => !rows.some((row) => row.code === code))
    .map(([code, { name, source, fields }]) => ({ code, name, source, fields: fields.length }))
  return granted({ items: rows.map(formView), total: rows.length, builtIn })
}

export async function getFormIn({
  db,
  etown,
  params,
}: Call<typeof getForm, 'report'>): Promise<Outcome<AnswerOf<typeof getForm>>> {
  const row = await findForm(db, etown.id, params.form)
  if (row === undefined) return refused(refusal(reportRefusals, 'report.not_found'))
  return granted({
    ...formView(row),
    content: contentOfForm(row),
    ...(row.template === null ? {} : { templateFile: row.template }),
  })
}

type Keeping = Call<typeof saveForm, 'report'> | Call<typeof adoptForm, 'report'>
type Kept = { readonly code: string; readonly content: FormContent; readonly template?: string | undefined }

async function keep(
  call: Keeping,
  { code, content, template }: Kept,
): Promise<Outcome<{ code: string; version: number }>> {
  const { db, etown, now, actor } = call
  const text = canonicalJson(JSON.parse(JSON.stringify({ content, template: template ?? null })) as Json)
  const sha256 = sha256Hex(text)
  const newest = await findForm(db, etown.id, code)
  if (newest?.sha256 === sha256) return refused(refusal(reportRefusals, 'report.form_unchanged'))
  const version = (newest?.version ?? 0) + 1
  await insertForm(db, {
    etown: etown.id,
    code,
    version,
    every: content.every,
    name: content.name,
    content: text,
    sha256,
    template: template ?? null,
    made_by: actor?.account ?? '',
    made_at: now,
  })
  call.note(code, { version })
  call.announce({
    kind: 'report.form-saved',
    subject: code,
    payload: {
      version,
      fields: content.fields.length,
      attested: [attested('report-form', `${code}/${version}`, JSON.parse(text))],
    },
    ...(template === undefined ? {} : { evidence: [template] }),
  })
  return granted({ code, version })
}

export async function adoptFormIn(
  call: Call<typeof adoptForm, 'report'>,
): Promise<Outcome<AnswerOf<typeof adoptForm>>> {
  const { code } = call.body
  const content = BUILT_IN.get(code)
  return content === undefined
    ? refused(refusal(reportRefusals, 'report.not_found'))
    : keep(call, { code, content })
}

const WHY: Readonly<Record<FillProblem, string>> = {
  formula: '里面是公式，由 Excel 自己算',
  merged: '是合并单元格的一部分，请用左上角那一格',
}

async function templateRefusals(
  call: Call<typeof saveForm, 'report'>,
  { content, template }: Kept,
): Promise<readonly Refusal[]> {
  if (template === undefined) return []
  const file = await findEvidence(call.db, call.etown.id, template)
  const bytes = file && (await templateBytes(call.house, file))
  if (bytes === undefined) return [refusal(reportRefusals, 'report.template_unknown', {}, '/template')]
  const places = content.fields.flatMap(({ place }) => place ?? [])
  const wrong = await fillProblems(bytes, places)
  if (wrong === undefined) return [refusal(reportRefusals, 'report.template_kind', {}, '/template')]
  return content.fields.flatMap(({ label, place }, i) => {
    const why = place === undefined ? undefined : wrong.get(place)
    const values = { label, place: place ?? '', why: why === undefined ? '' : WHY[why] }
    return why === undefined
      ? []
      : [refusal(reportRefusals, 'report.place_outside', values, `/content/fields/${i}/place`)]
  })
}

export async function saveFormIn(
  call: Call<typeof saveForm, 'report'>,
): Promise<Outcome<AnswerOf<typeof saveForm>>> {
  const { body, db, etown, now } = call
  const units = await unitsOf(db, etown.id, dayOfInstant(now.getTime()))
  const wrong = [
    ...formProblems(body.content, (indicator) => units.get(indicator)),
    ...(await templateRefusals(call, body)),
  ]
  return wrong.length > 0 ? refused(...wrong) : keep(call, body)
}
