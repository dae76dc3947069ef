import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import type { listFacilities } from '../contract/endpoints.ts'
import { standingOf } from './item-views.ts'
import { shownPlan } from './shown-plan.ts'

export async function listFacilitiesIn(
  call: Call<typeof listFacilities, 'plan'>,
): Promise<Outcome<AnswerOf<typeof listFacilities>>> {
  const found = await shownPlan(call)
  if (!found.ok) return found
  const { plan } = found.value
  const { facilities, enumerations, targets } = plan
  return granted({
    facilities: facilities.map((facility) => ({
      ...standingOf(plan, facility),
      functions: facility.functions ?? [],
      equipment: facility.equipment ?? [],
      targets: targets
        .filter((target) => target.facility === facility.code)
        .map(({ code, name }) => ({ kind: 'target' as const, code, name })),
    })),
    enumerations: enumerations.map((enumeration) => {
      const { topic, open, items } = enumeration
      return { ...standingOf(plan, enumeration), topic, open: open === 'true', items }
    }),
  })
}
