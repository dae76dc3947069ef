import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { getMapping, mapColumns } from '../contract/index.ts'
import { importRefusals } from '../contract/refusals.ts'
import { insertMapping, newestMapping } from '../db/mappings.ts'
import { mappedProfile } from '../domain/mapping.ts'
import { STAGE_NAMES, STAGES } from '../domain/order-line.ts'
import { FIELD_NAMES, FIELDS } from '../domain/profile.ts'
import { BUILT_IN } from '../domain/profiles/built-in.ts'

export async function getMappingIn(
  call: Call<typeof getMapping, 'market'>,
): Promise<Outcome<AnswerOf<typeof getMapping>>> {
  const { platform } = call.params
  const { columns, required } = BUILT_IN[platform]
  const found = await newestMapping(call.db, call.etown.id, platform)
  return granted({
    ...(found && {
      mapping: {
        number: found.number,
        columns: found.columns,
        statuses: found.statuses,
        madeBy: found.madeBy,
        madeAt: found.madeAt.toISOString(),
      },
    }),
    fields: FIELDS.map((field) => ({
      field,
      ...FIELD_NAMES[field],
      required: required.includes(field),
      names: [...(columns[field] ?? [])],
    })),
    stages: STAGES.map((stage) => ({ stage, ...STAGE_NAMES[stage] })),
  })
}

/** A mapping replaces the one before it for files read from now on; what was imported stays as it was read. */
export async function mapColumnsIn(
  call: Call<typeof mapColumns, 'market'>,
): Promise<Outcome<AnswerOf<typeof mapColumns>>> {
  const { platform, columns, statuses } = call.body
  if (Object.keys(columns).length + Object.keys(statuses).length === 0) {
    return refused(refusal(importRefusals, 'market.mapping_empty'))
  }
  const before = await newestMapping(call.db, call.etown.id, platform)
  const mapping = { number: (before?.number ?? 0) + 1, columns, statuses }
  const profile = mappedProfile(BUILT_IN[platform], mapping)
  if (!profile.ok) return profile
  await insertMapping(call.db, call.etown.id, platform, mapping, call.actor?.account ?? '')
  call.note(profile.value.version)
  call.announce({
    kind: 'market.columns-mapped',
    subject: profile.value.version,
    payload: { platform, number: mapping.number, columns, statuses },
  })
  return granted({ number: mapping.number })
}
