import { randomBytes } from 'node:crypto'
import { day, dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { pageAsked, pageOf } from '#kernel/page'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import type { addPlan, addTask, listPlans, takeSample } from '../contract/index.ts'
import { inspectionRefusals } from '../contract/index.ts'
import { findPlan, findTask, insertPlan, insertSample, insertTask, pageOfPlans } from '../db/samples.ts'
import { sampleCodeOf } from '../domain/public-number.ts'
import { fitOf, isRapid, methodsOn, warningsOf } from '../domain/registry.ts'
import { foodOf, knownFood, knownMethod, METHODS } from './registry.ts'
import { seenLot } from './seeing.ts'

export async function addPlanIn(
  call: Call<typeof addPlan, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof addPlan>>> {
  const { db, etown, actor, body } = call
  if (foodOf(body.food) === undefined)
    return refused(refusal(inspectionRefusals, 'inspection.food_unknown', { code: body.food }, '/food'))
  if (body.until <= body.from)
    return refused(refusal(inspectionRefusals, 'inspection.later', { what: '开始日期' }, '/until'))
  const { id } = await insertPlan(db, {
    etown: etown.id,
    name: body.name,
    food: body.food,
    samples: body.samples,
    from_day: body.from,
    until_day: body.until,
    by: actor?.account ?? '',
  })
  call.note(String(id))
  call.announce({
    kind: 'inspection.plan-made',
    subject: String(id),
    payload: { food: body.food, samples: body.samples },
  })
  return granted({ id: String(id) })
}

export async function listPlansIn(
  call: Call<typeof listPlans, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof listPlans>>> {
  const page = pageAsked(call.query)
  const { rows, total } = await pageOfPlans(call.db, call.etown.id, page)
  const view = (row: (typeof rows)[number]) => ({
    id: String(row.id),
    name: row.name,
    food: row.food,
    foodName: foodOf(row.food)?.zh ?? row.food,
    samples: row.samples,
    drawn: Number(row.drawn),
    from: day(row.from_day),
    until: day(row.until_day),
  })
  return granted({ total, ...pageOf(rows, page.limit, view) })
}

/** 检测任务 Refuses what a method cannot say: the enzyme test of honey means nothing. */
export async function addTaskIn(
  call: Call<typeof addTask, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof addTask>>> {
  const { db, etown, actor, body } = call
  const found = await seenLot(call, body.lot)
  if (!found.ok) return found
  const food = foodOf(body.food)
  const method = methodsOn(METHODS, dayOfInstant(call.now.getTime())).find((one) => one.code === body.method)
  const plan = body.plan === undefined ? undefined : await findPlan(db, etown.id, BigInt(body.plan))
  if (food === undefined)
    return refused(refusal(inspectionRefusals, 'inspection.food_unknown', { code: body.food }, '/food'))
  if (method === undefined)
    return refused(refusal(inspectionRefusals, 'inspection.method_unknown', { code: body.method }, '/method'))
  if (body.plan !== undefined && plan === undefined)
    return refused(refusal(inspectionRefusals, 'inspection.task_unknown', {}, '/plan'))
  if (fitOf(method, food) === 'refused') {
    const instead =
      food.panel === undefined
        ? '请改选列出的方法。'
        : `请送检：${food.panel.items.join('、')}（${food.panel.method}）。`
    const values = { method: method.code, food: food.zh, instead }
    return refused(refusal(inspectionRefusals, 'inspection.method_means_nothing', values, '/method'))
  }
  const { id } = await insertTask(db, {
    etown: etown.id,
    plan: plan?.id ?? null,
    lot: found.value.id,
    food: food.code,
    method: method.code,
    purpose: body.purpose,
    by: actor?.account ?? '',
  })
  call.note(String(id), { lot: body.lot, method: method.code })
  call.announce({
    kind: 'inspection.task-arranged',
    subject: String(id),
    payload: { lot: body.lot, food: food.code, method: method.code, purpose: body.purpose },
  })
  return granted({ id: String(id), warnings: [...warningsOf(method, food)] })
}

/** 抽样 The bag gets a code that says nothing of lot or farmer. */
export async function takeSampleIn(
  call: Call<typeof takeSample, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof takeSample>>> {
  const { db, etown, actor, body, now } = call
  const task = await findTask(db, etown.id, BigInt(call.params.task))
  if (task === undefined || !(await seenLot(call, String(task.lot))).ok)
    return refused(refusal(inspectionRefusals, 'inspection.task_unknown'))
  const takenAt = new Date(body.takenAt)
  if (takenAt > now)
    return refused(refusal(inspectionRefusals, 'inspection.later', { what: '抽样时间' }, '/takenAt'))
  const method = knownMethod(task.method)
  const row = {
    etown: etown.id,
    task: task.id,
    lot: task.lot,
    food: knownFood(task.food).code,
    method: task.method,
    retests: isRapid(method) ? method.retests : 0,
    taken_at: takenAt,
    taken_by: actor?.account ?? '',
    taken_where: body.where,
    at: now,
  }
  for (;;) {
    const code = sampleCodeOf(randomBytes(6))
    const made = await insertSample(db, { ...row, code })
    if (made === undefined) continue
    call.note(String(made.id), { code })
    call.announce({
      kind: 'inspection.sample-drawn',
      subject: String(made.id),
      payload: { task: String(task.id), lot: String(task.lot) },
    })
    return granted({ id: String(made.id), code })
  }
}
