import counties from './data/counties.generated.json' with { type: 'json' }

/**
 * 县域轮廓 A county's outline to draw with. Origin and datum are unknown, so it is schematic: nothing may be measured
 * on it, no point be placed in or out of a county by it. `rings` are [longitude-like, latitude-like] pairs.
 */
export type CountyOutline = {
  readonly name: string
  readonly centre: readonly number[]
  readonly rings: readonly (readonly (readonly number[])[])[]
}

/** By GB/T 2260 code; undefined for a county whose outline is not held. */
export function countyOutline(code: string): CountyOutline | undefined {
  const feature = counties.features.find((county) => county.id === code)
  return feature && { ...feature.properties, rings: feature.geometry.coordinates }
}
