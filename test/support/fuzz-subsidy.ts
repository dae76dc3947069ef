import type pg from 'pg'

type Make = (may: string, path: string, payload: object) => Promise<string>
type Know = (name: string, ...values: unknown[]) => void

/** Which operations find their application in which state; one that is objected to needs its objection. */
const FOUND: Readonly<Record<string, readonly string[]>> = {
  draft: ['save-fact', 'attach-file'],
  returned: ['save-fact', 'attach-file'],
  submitted: ['review-application', 'review-batch', 'withdraw-application'],
  recommended: ['check-application', 'check-batch'],
  checked: ['publish-notice'],
  elapsed: ['decide-application', 'decide-batch'],
  decided: ['pay-application'],
  refused: ['appeal-application'],
  appealed: ['decide-application'],
}
const EACH = 6

/** A round of 大宁's free service with an application in every state, and what the room's fields are called by. */
export async function applyForSubsidies(owner: pg.Client, party: string, make: Make, know: Know) {
  const round = await make('subsidy.open', 'subsidy-rounds', {
    scheme: 'rent-relief',
    name: '减免房租',
    basisDay: '2024-06-01',
    opensOn: '2024-01-01',
    closesOn: '2099-01-01',
  })
  for (const [state, operations] of Object.entries(FOUND))
    for (let i = 0; i < EACH; i++) {
      const isIn = state !== 'draft'
      const project = `${state} ${i}`
      const { rows } = await owner.query(
        `insert into subsidy.application (etown, round, party, project, project_key, cost_item, state, number, submitted_at, created_by, created_at)
         values (1, $1, $2, $3, $3, '房租', $4, $5, $6, 'fuzz', now()) returning id`,
        [round, party, project, state, isIn ? project : null, isIn ? new Date() : null],
      )
      const id = String(rows[0].id)
      know('subsidy/application', id)
      for (const operation of operations)
        for (const field of ['application', 'id']) know(`subsidy.${operation}/${field}`, id)
    }
  know('subsidy/round', round)
  know('subsidy/seen', 1)
  know('subsidy/contact', '办公室 0357-000')
  know('subsidy/title', '名单公示')
  know('subsidy/reason', '核对无误')
  know('subsidy/scheme', 'rent-relief')
  know('subsidy/basisDay', '2024-06-01')
  know('subsidy/opensOn', '2024-01-01')
  know('subsidy/closesOn', '2099-01-01')
  know('subsidy/name', '减免月数')
  know('subsidy/fact', '减免月数')
  know('subsidy/typed', '12个月')
  know('subsidy/project', '甲楼', '乙园', '丙仓', '丁馆')
}
