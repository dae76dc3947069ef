import { Readable } from 'node:stream'
import { addDays, type Day, startOfDay } from '#kernel/day'
import { type Finding, INSPECTION_STORIES, type InspectionStory, type Readings } from '#world/inspections'
import type { Caller } from './demo-caller.ts'
import { drawnPhoto } from './demonstration-photo.ts'

const HOUR_MS = 3_600_000

/** Who does what: nobody tests what they drew, nobody reviews what they tested, and only the grower promises. */
export type LabPeople = { readonly office: Caller; readonly operator: Caller; readonly grower: Caller }

type Lab = LabPeople & {
  readonly at: string
  readonly today: Day
  readonly story: InspectionStory
  readonly plan: string
  readonly tools: { readonly instrument: string; readonly reagent: string }
  instant(daysAgo: number, hour: number): string
}
type Sample = { readonly id: string; readonly code: string }

/**
 * Tests the e-town's traced product from plan to label and has its grower certify it, so that the printed page shows both;
 * a second lot is held, a third sample waits, and what a neighbour certified is sold on.
 * @param today the day the demonstration was asked for
 * @returns the path of the certificate's public page, undefined where the world tells of no test
 */
export async function bringInInspections(
  people: LabPeople,
  at: string,
  town: string,
  today: Day,
): Promise<string | undefined> {
  const { office, operator, grower } = people
  const story = INSPECTION_STORIES.find((one) => one.town === town)
  const [lot] = (await office.get(`${at}/trace-lots`)).items as readonly { readonly id: string }[]
  if (story === undefined || lot === undefined) return undefined
  const instant = (daysAgo: number, hour: number): string =>
    new Date(startOfDay(addDays(today, -daysAgo)) + hour * HOUR_MS).toISOString()
  const plan = await office.act('POST', `${at}/inspection-plans`, {
    ...story.plan,
    food: story.food,
    from: addDays(today, -30),
    until: addDays(today, 60),
  })
  const tools = await keepLab(operator, at, today)
  const lab: Lab = { ...people, at, today, story, plan: String(plan.id), tools, instant }

  const sample = await draw(lab, lot.id, 'self')
  await measure(lab, sample, story.passed.readings)
  if (story.passed.report !== undefined) await report(lab, sample, story.passed.report)
  const reviewer = story.passed.report === undefined ? office : operator
  await reviewer.act('POST', `${at}/inspection-samples/${sample.id}/review`, { decision: 'confirmed' })

  const waiting = await draw(lab, lot.id, 'commissioned')
  if (story.sent !== undefined) await sendLine(lab, waiting, story.sent)
  await holdAnother(lab)

  const issued = await grower.act('POST', `${at}/certificates`, {
    lot: lot.id,
    sample: sample.id,
    bases: ['control'],
    ...story.certificate,
  })
  await sellOn(lab)
  return `/hgz/${issued.number}`
}

async function draw(
  { office, at, story, plan, instant }: Lab,
  lot: string,
  purpose: string,
): Promise<Sample> {
  const { food, method, where } = story
  const task = await office.act('POST', `${at}/inspection-tasks`, { lot, food, method, purpose, plan })
  const sample = await office.act('POST', `${at}/inspection-tasks/${task.id}/samples`, {
    takenAt: instant(2, 9),
    where,
  })
  return { id: String(sample.id), code: String(sample.code) }
}

async function measure(
  { operator, at, tools, instant }: Lab,
  { code }: Sample,
  readings: Readings,
): Promise<void> {
  for (const [i, [control, sample]] of readings.entries())
    await operator.act('POST', `${at}/inspection-bench/${code}/runs`, {
      control,
      sample,
      ...tools,
      measuredAt: instant(2, 10 + i),
    })
}

async function report(
  { office, at, today, story }: Lab,
  { id }: Sample,
  found: readonly Finding[],
): Promise<void> {
  const file = `%PDF-1.4\n% 演示报告，不是真实报告 ${story.town} ${id}\n%%EOF\n`
  const { sha256 } = await office.upload(
    `${at}/inspection-files`,
    `演示报告-${id}.pdf`,
    Readable.from([Buffer.from(file)]),
  )
  await office.act('POST', `${at}/inspection-samples/${id}/lab-result`, {
    laboratory: '演示检验机构（虚构）',
    reportNo: `演示-${id}`,
    method: story.method,
    reportedOn: addDays(today, -1),
    report: sha256,
    items: found.map(([item, amount, most]) => ({
      item,
      ...(amount !== undefined && { found: amount }),
      ...(most !== undefined && { most }),
    })),
  })
}

/** A file of the instrument, with the blank of that day: one line of the sample, one of nothing known, one that is broken. */
async function sendLine(
  { operator, at, today, tools, instant }: Lab,
  { code }: Sample,
  value: string,
): Promise<void> {
  const instrument = `${at}/inspection-instruments/${tools.instrument}`
  await operator.act('POST', `${instrument}/blanks`, { control: '0.482', measuredAt: instant(2, 9) })
  const line = (sample: string, read: string, minute: string) =>
    `农药残留#${sample}#${read}#%抑制率#合格#GB/T 5009.199-2003#STD-9000#${addDays(today, -2)} 15:${minute}:05#DEMO-01#50.0%#123s #|\n`
  const lines = `${line(code, value, '10')}${line('苹果', '11.2', '20')}${line('苹果', '--', '30')}`
  await operator.upload(`${instrument}/lines`, '仪器导出.txt', Readable.from([Buffer.from(lines)]))
}

/** A supervision sample of a second harvest is positive; the producer was told, and the laboratory is next or was asked. */
async function holdAnother(lab: Lab): Promise<void> {
  const { office, operator, at, story, instant } = lab
  const [season] = (await office.get(`${at}/trace-seasons`)).items as readonly { readonly id: string }[]
  if (season === undefined) return
  const { quantity, readings, report: found } = story.held
  const lot = await operator.act('POST', `${at}/trace-seasons/${season.id}/harvest`, {
    occurredAt: instant(3, 9),
    quantity,
  })
  const sample = await draw(lab, String(lot.id), 'supervision')
  await measure(lab, sample, readings)
  if (found !== undefined) return report(lab, sample, found)
  await office.act('POST', `${at}/inspection-samples/${sample.id}/told`, {
    toldAt: instant(1, 15),
    how: '当面送达（演示）',
  })
}

/** What a neighbour certified on another platform, kept as a photo and sold on in part. */
async function sellOn({ grower, at, today, story }: Lab): Promise<void> {
  const { issuer, quantity, sold } = story.bought
  const [lot] = (await grower.get(`${at}/trace-lots`)).items as readonly {
    readonly itemName: string
    readonly unit: string
  }[]
  if (lot === undefined) return
  const picture = await drawnPhoto(`${issuer}的合格证`, 5)
  const { sha256 } = await grower.upload(`${at}/inspection-files`, '邻家合格证.jpg', Readable.from([picture]))
  const { id } = await grower.act('POST', `${at}/incoming-certificates`, {
    number: '演示-外平台-0001',
    foreign: {
      product: lot.itemName,
      quantity,
      unit: lot.unit,
      issuer,
      issuedOn: addDays(today, -4),
      photo: sha256,
    },
  })
  await grower.act('POST', `${at}/buyer-certificates`, {
    product: lot.itemName,
    unit: lot.unit,
    upstream: [{ incoming: String(id), quantity: sold }],
    quantity: sold,
    boxes: 12,
    origin: story.certificate.origin,
    contact: story.certificate.contact,
    bases: ['control'],
  })
}

async function keepLab(operator: Caller, at: string, today: Day): Promise<Lab['tools']> {
  const { id } = await operator.act('POST', `${at}/inspection-instruments`, {
    name: '农残快检仪（演示）',
    model: 'STD-9000',
    serial: 'DEMO-01',
  })
  await operator.act('POST', `${at}/inspection-instruments/${id}/calibrations`, {
    on: addDays(today, -100),
    until: addDays(today, 265),
    certificate: '演示-检定-01',
  })
  const reagent = await operator.act('POST', `${at}/inspection-reagents`, {
    name: '丁酰胆碱酯酶（演示）',
    batch: 'D2611',
    expiresOn: addDays(today, 120),
  })
  return { instrument: String(id), reagent: String(reagent.id) }
}
