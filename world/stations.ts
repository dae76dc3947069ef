/**
 * 村级服务站 One station a township, for the map. Stations are invented; where they lie is put by hand roughly where the
 * township is, for a drawing and for nothing else.
 */
export type StationPlan = { readonly town: string; readonly lon: number; readonly lat: number }

export const STATIONS: Readonly<Record<string, readonly StationPlan[]>> = {
  '140521-longgang': [
    { town: '140521100', lon: 112.19, lat: 35.69 },
    { town: '140521101', lon: 112.04, lat: 35.61 },
    { town: '140521102', lon: 112.32, lat: 35.74 },
    { town: '140521103', lon: 112.49, lat: 35.66 },
    { town: '140521104', lon: 112.55, lat: 35.6 },
    { town: '140521105', lon: 112.61, lat: 35.7 },
    { town: '140521106', lon: 112.56, lat: 35.95 },
    { town: '140521201', lon: 112.1, lat: 35.5 },
    { town: '140521202', lon: 112.17, lat: 35.58 },
    { town: '140521204', lon: 112.66, lat: 35.79 },
    { town: '140521205', lon: 112.52, lat: 35.82 },
    { town: '140521206', lon: 112.64, lat: 35.91 },
  ],
  '141030-daning': [
    { town: '141030100', lon: 110.75, lat: 36.465 },
    { town: '141030101', lon: 110.66, lat: 36.39 },
    { town: '141030102', lon: 110.63, lat: 36.54 },
    { town: '141030200', lon: 110.9, lat: 36.43 },
    { town: '141030201', lon: 110.79, lat: 36.36 },
  ],
}
