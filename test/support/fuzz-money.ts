type Make = (may: string, path: string, payload: object) => Promise<string>
type Know = (name: string, ...values: unknown[]) => void

/** Something to find in the rooms of money and notices, and what their fields are called by. */
export async function moveMoney(make: Make, know: Know, evidence: string): Promise<void> {
  const place = { source: 'province', category: 'whole' }
  const arrived = {
    source: 'province',
    document: '一号',
    amount: '1000000',
    arrivedOn: '2024-01-05',
    evidence,
  }
  await make('fund.register', 'fund/tranches', arrived)
  await make('fund.allocate', 'fund/allocations', { ...place, amount: '900000' })
  const allotments: string[] = []
  for (const expense of ['支出一', '支出二', '支出三', '支出四']) {
    const asked = {
      ...place,
      project: '项目',
      expense,
      amount: '1000',
      payee: '某公司',
      evidence,
      needsNotice: true,
    }
    allotments.push(await make('fund.propose', 'fund/allotments', asked))
  }
  const notice = await make('notice.publish', 'notices', {
    kind: 'subsidy',
    title: '名单公示',
    basis: '依据',
    contact: '办公室 000',
    columns: ['企业'],
    rows: [['某公司']],
    days: 5,
    evidence,
  })
  const objected = { receivedOn: '2024-01-05', from: '某人', text: '异议' }
  const objections = [
    await make('notice.object', `notices/${notice}/objections`, objected),
    await make('notice.object', `notices/${notice}/objections`, objected),
  ]
  know('fund/source', 'province')
  know('fund/category', 'whole')
  know('fund/amount', '1', '10')
  know('fund/evidence', evidence)
  know('fund/sha256', evidence)
  know('fund/arrivedOn', '2024-02-01')
  know('fund/paidOn', '2024-02-01')
  know('fund/until', '2030-01-01')
  know('fund/year', 2001, 2002)
  know('fund/allotment', ...allotments)
  know('fund/notice', notice)
  know('notice/notice', notice)
  know('notice/objection', ...objections)
  know('notice/evidence', evidence)
  know('notice/receivedOn', '2024-01-05')
  know('notice/days', 5)
  know('notice/columns', ['企业'])
  know('notice/rows', [['某公司']])
}
