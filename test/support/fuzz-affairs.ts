type Make = (may: string, path: string, payload: object) => Promise<string>
type Know = (name: string, ...values: unknown[]) => void

/** Something to find in the rooms of meetings, assets and acceptance, and what their fields are called by. */
export async function runAffairs(make: Make, know: Know, evidence: string): Promise<void> {
  const soon = '2026-12-31'
  const meeting = { title: '推进会', plannedOn: '2024-01-05', place: '县政府', agenda: ['听取进展'] }
  const meetings = [
    await make('governance.meet', 'governance/meetings', meeting),
    await make('governance.meet', 'governance/meetings', meeting),
  ]
  const order = { title: '整改标牌', owner: 'group-office', days: 10 }
  const tasks: string[] = []
  for (let i = 0; i < 3; i++) tasks.push(await make('governance.assign', 'governance/tasks', order))
  await make('governance.report', `governance/tasks/${tasks[0]}/report`, { text: '已办结', evidence })
  const list = await make('governance.lay-duties', 'governance/duty-lists', {
    ...{ name: '县文化和旅游局', duties: ['组织展演'], document: '责任清单一号' },
    ...{ inForceFrom: '2024-01-05', evidence },
  })
  const assets: string[] = []
  for (const number of ['FZ-001', 'FZ-002', 'FZ-003', 'FZ-004'])
    assets.push(
      await make('asset.register', 'assets', {
        ...{ number, name: '摄像机', model: 'Z', class: 'general', price: '200000', boughtOn: '2024-01-05' },
        ...{ ownership: 'state', owner: '工信局', custodian: '运营公司', place: '直播间', evidence },
        shares: [{ source: 'province', amount: '200000' }],
      }),
    )
  const take = await make('asset.take', 'stock-takes', { name: '年终盘点' })
  const items = ['target.web-goods', 'target.own-brands', 'target.training-visits']
  for (const item of items) {
    await make('acceptance.assess', `acceptance/items/${item}/evidence`, {
      ...{ title: '佐证', happenedOn: '2024-01-05', evidence },
    })
    await make('acceptance.assess', `acceptance/items/${item}/assessment`, { text: '已完成' })
  }
  const sheet = await make('acceptance.adopt', 'acceptance/sheets', {})
  await make('acceptance.export', 'acceptance/files', {})
  know('governance/meeting', ...meetings)
  know('governance/task', ...tasks)
  know('governance/owner', 'group-office', 'finance')
  know('governance/list', list)
  know('governance/body', 'group-office', 'finance')
  know('governance/inForceFrom', '2024-01-05')
  know('governance/evidence', evidence)
  know('governance/minutes', evidence)
  know('governance/heldOn', '2024-01-05')
  know('governance/days', 5)
  know('asset/asset', ...assets)
  know('asset/contract', '1')
  know('asset/take', take)
  know('asset/evidence', evidence)
  know('asset/sha256', evidence)
  know('asset/photo', evidence)
  know('asset/dueOn', soon)
  know('asset/boughtOn', '2024-01-05')
  know('acceptance/item', ...items, 'fund-source.province')
  know('acceptance/evidence', evidence)
  know('acceptance.open-paper/evidence', '1', '2', '3')
  know('acceptance/owner', 'operator')
  know('acceptance/dueOn', soon)
  know('acceptance/happenedOn', '2024-01-05')
  know('acceptance/sheet', sheet)
  know('acceptance/indicator', 'A1', 'B2')
  know('acceptance/points', '1', '2.5')
  know('acceptance/file', '1')
}
