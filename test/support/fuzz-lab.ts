type Make = (may: string, path: string, payload: object) => Promise<string>
type Know = (name: string, ...values: unknown[]) => void

/** Something to find in the laboratory, and what its fields are called by. `lot` is one that was harvested. */
export async function testSomething(make: Make, know: Know, evidence: string): Promise<void> {
  const lots = ['1', '2']
  const task = { lot: '1', food: 'apple', method: 'GB/T 5009.199-2003', purpose: 'supervision' }
  const plan = { name: '抽样计划', food: 'apple', samples: 10, from: '2023-01-01', until: '2030-01-01' }
  await make('inspection.sample', 'inspection-plans', plan)
  const tasks: string[] = []
  const samples: string[] = []
  for (let i = 0; i < 6; i++) {
    const id = await make('inspection.sample', 'inspection-tasks', { ...task, lot: i === 0 ? '2' : '1' })
    tasks.push(id)
    const taken = { takenAt: '2024-01-01T01:00:00.000Z', where: '园子' }
    samples.push(await make('inspection.sample', `inspection-tasks/${id}/samples`, taken))
  }
  const instrument = { name: '快检仪', model: 'X', serial: 'FUZZ-1' }
  const device = await make('inspection.keep', 'inspection-instruments', instrument)
  const certified = { on: '2023-01-01', until: '2030-01-01', certificate: '检-1' }
  await make('inspection.keep', `inspection-instruments/${device}/calibrations`, certified)
  const enzyme = { name: '丁酰胆碱酯酶', batch: 'FUZZ', expiresOn: '2030-01-01' }
  const reagent = await make('inspection.keep', 'inspection-reagents', enzyme)
  know('inspection/lot', ...lots)
  know('inspection/task', ...tasks)
  know('inspection/sample', ...samples)
  know('inspection.record-run/sample', '0.3', '0.45')
  know('inspection/control', '0.5')
  know('inspection/instrument', device)
  know('inspection/reagent', reagent)
  know('inspection/food', 'apple')
  know('inspection/method', task.method, 'GB 23200.113-2018')
  know('inspection.enter-lab-result/method', 'GB 23200.113-2018')
  know('inspection/purpose', 'supervision')
  know('inspection/takenAt', taken())
  know('inspection/measuredAt', taken())
  know('inspection/toldAt', taken())
  know('inspection/askedAt', taken())
  know('inspection/decision', 'confirmed')
  know('inspection/report', evidence)
  know('inspection/reportedOn', '2024-01-05')
  know('inspection/expiresOn', '2030-01-01')
  know('inspection/on', '2023-01-01')
  know('inspection/until', '2030-01-01')
  know('inspection/what', 'samples')
  know('inspection/quantity', '1')
  know('inspection/size', '50x30')
  know('inspection/form', 'pdf')
}

const taken = (): string => '2024-01-01T02:00:00.000Z'

/** Files of the laboratory's operations, by their id. */
export const labFiles = (picture: Buffer): Readonly<Record<string, readonly Buffer[]>> => ({
  'inspection.bring-file': [picture],
  'inspection.import-lines': [
    Buffer.from(
      '农药残留#KM7Q2X#12.0#%抑制率#合格#GB/T 5009.199-2003#STD#2024-01-01 10:50:05#FUZZ-1#50.0%#123s #|\n',
    ),
  ],
  'inspection.import-limits': [
    Buffer.from(
      '农药,食品,除外,限量,版本,实施日期,来源\n毒死蜱,水果/苹果,,1,GB 2763-2021,2021-09-03,测试用表\n',
    ),
  ],
})
