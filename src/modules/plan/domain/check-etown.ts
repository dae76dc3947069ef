import { parseRegionCode, regionAbove, regionName } from '#kernel/region-code'
import type { PlanFile } from '../contract/plan-file.ts'
import { type Finding, finding } from './finding.ts'

/** County, city and province by their code. A place outside the provinces we hold has no name to compare with. */
function regions({ etown }: PlanFile): readonly Finding[] {
  if (!parseRegionCode(etown.county).ok)
    return [finding('plan.county_unknown', '/etown/county', { county: etown.county })]
  const city = regionAbove(etown.county) ?? ''
  const written = [
    { key: 'county_name', code: etown.county, value: etown.county_name },
    { key: 'city_name', code: city, value: etown.city_name },
    { key: 'province_name', code: regionAbove(city) ?? '', value: etown.province_name },
  ]
  return written.flatMap(({ key, code, value }) => {
    const name = regionName(code) ?? value
    return name === value ? [] : [finding('plan.region_name_differs', `/etown/${key}`, { code, name, value })]
  })
}

function identity({ etown: { id, county } }: PlanFile): readonly Finding[] {
  const begins = id.slice(0, county.length)
  return begins === county ? [] : [finding('plan.etown_county_differs', '/etown/id', { id: begins, county })]
}

function boundary({ etown }: PlanFile): readonly Finding[] {
  const { towns, villages, edges, polygon } = etown.boundary
  return (towns ?? villages ?? edges ?? polygon) ? [] : [finding('plan.boundary_missing', '/etown/boundary')]
}

function version({
  version: { number, amends, adopted_on: adopted, in_force_from: from },
}: PlanFile): Finding[] {
  const right =
    number === '1' ? amends === undefined : amends !== undefined && Number(amends) < Number(number)
  return [
    ...(from < adopted
      ? [finding('plan.in_force_before_adopted', '/version/in_force_from', { from, adopted })]
      : []),
    ...(right ? [] : [finding('plan.version_amends_wrong', '/version', { number })]),
  ]
}

/** e镇核对 Whose plan it is and which version. */
export const etownFindings = (plan: PlanFile): readonly Finding[] => [
  ...identity(plan),
  ...regions(plan),
  ...boundary(plan),
  ...version(plan),
]
