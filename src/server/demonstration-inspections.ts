import { Readable } from 'node:stream'
import { addDays, type Day, startOfDay } from '#kernel/day'
import { INSPECTION_STORIES } from '#world/inspections'
import type { Caller } from './demo-caller.ts'

const HOUR_MS = 3_600_000

/** Who does what: nobody tests what they drew, nobody reviews what they tested, and only the grower promises. */
export type LabPeople = { readonly office: Caller; readonly operator: Caller; readonly grower: Caller }

/**
 * Tests the e-town's traced product and has its grower certify it, so that the printed page shows both.
 * @param today the day the demonstration was asked for
 * @returns the path of the certificate's public page, undefined where the world tells of no test
 */
export async function bringInInspections(
  { office, operator, grower }: LabPeople,
  at: string,
  town: string,
  today: Day,
): Promise<string | undefined> {
  const story = INSPECTION_STORIES.find((one) => one.town === town)
  const [lot] = (await office.get(`${at}/trace-lots`)).items as readonly { readonly id: string }[]
  if (story === undefined || lot === undefined) return undefined
  const instant = (daysAgo: number, hour: number): string =>
    new Date(startOfDay(addDays(today, -daysAgo)) + hour * HOUR_MS).toISOString()
  const { food, method, where, reading, report, certificate } = story
  const tools = await keepLab(operator, at, today)
  const drawOne = async (daysAgo: number) => {
    const task = await office.act('POST', `${at}/inspection-tasks`, {
      lot: lot.id,
      food,
      method,
      purpose: 'self',
    })
    return office.act('POST', `${at}/inspection-tasks/${task.id}/samples`, {
      takenAt: instant(daysAgo, 9),
      where,
    })
  }
  const sample = await drawOne(2)
  if (reading !== undefined) {
    const [control, changed] = reading
    await operator.act('POST', `${at}/inspection-bench/${sample.code}/runs`, {
      control,
      sample: changed,
      ...tools,
      measuredAt: instant(2, 10),
    })
    await office.act('POST', `${at}/inspection-samples/${sample.id}/review`, { decision: 'confirmed' })
  }
  if (report !== undefined) {
    const file = `%PDF-1.4\n% 演示报告，不是真实报告 ${town}\n%%EOF\n`
    const { sha256 } = await office.upload(
      `${at}/inspection-files`,
      '演示报告.pdf',
      Readable.from([Buffer.from(file)]),
    )
    await office.act('POST', `${at}/inspection-samples/${sample.id}/lab-result`, {
      laboratory: '演示检验机构（虚构）',
      reportNo: '演示-001',
      method,
      reportedOn: addDays(today, -1),
      report: sha256,
      items: report.map(([item, found, most]) => ({
        item,
        ...(found === undefined ? {} : { found }),
        ...(most === undefined ? {} : { most }),
      })),
    })
    await operator.act('POST', `${at}/inspection-samples/${sample.id}/review`, { decision: 'confirmed' })
  }
  const issued = await grower.act('POST', `${at}/certificates`, {
    lot: lot.id,
    sample: sample.id,
    bases: ['control'],
    ...certificate,
  })
  return `/hgz/${issued.number}`
}

async function keepLab(
  operator: Caller,
  at: string,
  today: Day,
): Promise<{ readonly instrument: string; readonly reagent: string }> {
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
