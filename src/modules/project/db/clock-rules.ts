import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type ClockRuleRow = Selectable<DB['project.clock_rule']>

/** All that the county has said, oldest first. */
export const clockRulesOf = (db: Db<'project'>, etown: number): Promise<ClockRuleRow[]> =>
  db
    .selectFrom('project.clock_rule')
    .selectAll()
    .where('etown', '=', etown)
    .orderBy('code')
    .orderBy('number')
    .execute()

/** False where somebody else has just set the same one. */
export async function insertClockRule(
  db: Db<'project'>,
  rule: Insertable<DB['project.clock_rule']>,
): Promise<void> {
  await db.insertInto('project.clock_rule').values(rule).execute()
}
