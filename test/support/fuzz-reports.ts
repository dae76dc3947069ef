type Make = (may: string, path: string, payload: object) => Promise<string>
type Know = (name: string, ...values: unknown[]) => void

const FORM = {
  name: '试填表',
  every: 'month',
  dueWorkdays: 5,
  source: '某单位',
  fields: [{ key: 'a', label: '甲', unit: '件', required: true }],
  rules: [],
}
/** How far a report has come, by how many of these steps were taken. */
const STEPS = [
  ['report.fill', 'submission'],
  ['report.pass', 'pass'],
  ['report.lock', 'lock'],
] as const

/** Reports at every stage, bulletins too, for the fuzz to find. */
export async function fileReports(make: Make, know: Know): Promise<void> {
  await make('report.design', 'report-forms', { code: 'fuzz', content: FORM })
  const reports: string[] = []
  for (let month = 1; month <= 12; month++) {
    const period = `2024-${String(month).padStart(2, '0')}`
    const id = await make('report.fill', 'reports', { form: 'fuzz', period })
    reports.push(id)
    const cells = [{ field: 'a', base: 0, origin: 'typed', value: '3' }]
    await make('report.fill', `reports/${id}/cells`, { cells })
    for (const [may, act] of STEPS.slice(0, month % 4)) await make(may, `reports/${id}/${act}`, {})
  }
  const bulletins: string[] = []
  for (const n of [1, 2, 3, 4, 5, 6]) {
    const title = `简报第${n}期`
    const id = await make('report.write', 'bulletins', { kind: 'bulletin', title, body: '一切正常。' })
    bulletins.push(id)
    if (n % 2 === 0) await make('report.write', `bulletins/${id}/submission`, {})
  }
  know('report/report', ...reports)
  know('report/bulletin', ...bulletins)
  know('report/form', 'fuzz')
  know('report.adopt-form/code', 'monthly', 'quarterly', 'yearly')
  know('report/period', '2025-01', '2025-02', '2025-03', '2025-04')
  know('report/field', 'a')
  know('report/base', 1)
  know('report/unit', '件')
  know('report/op', '<=')
}
