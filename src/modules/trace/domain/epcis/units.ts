/** A unit of UN/ECE Recommendation 20: of what, and how a value becomes one in the quantity's first unit. */
type Unit = { readonly of: string; readonly factor: number; readonly zero?: number }

const scale = (of: string, codes: Readonly<Record<string, number>>): readonly (readonly [string, Unit])[] =>
  Object.entries(codes).map(([code, factor]) => [code, { of, factor }])

const UNITS: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ['KEL', { of: 'temperature', factor: 1 }],
  ['CEL', { of: 'temperature', factor: 1, zero: 273.15 }],
  ['FAH', { of: 'temperature', factor: 5 / 9, zero: 459.67 * (5 / 9) }],
  ...scale('mass', {
    KGM: 1,
    GRM: 1e-3,
    MGM: 1e-6,
    MC: 1e-9,
    TNE: 1e3,
    DTN: 100,
    HGM: 0.1,
    DJ: 0.01,
    LBR: 0.45359237,
    ONZ: 0.028349523125,
    STN: 907.18474,
  }),
  ...scale('length', {
    MTR: 1,
    KMT: 1e3,
    DMT: 0.1,
    CMT: 0.01,
    MMT: 1e-3,
    '4H': 1e-6,
    INH: 0.0254,
    FOT: 0.3048,
    YRD: 0.9144,
    SMI: 1609.344,
  }),
  ...scale('area', { MTK: 1, KMK: 1e6, CMK: 1e-4, MMK: 1e-6, HAR: 1e4, ARE: 100, ACR: 4046.8564224 }),
  ...scale('volume', {
    MTQ: 1,
    LTR: 1e-3,
    MLT: 1e-6,
    CMQ: 1e-6,
    DMQ: 1e-3,
    HLT: 0.1,
    CLT: 1e-5,
    DLT: 1e-4,
    GLL: 3.785411784e-3,
  }),
  ...scale('time', { SEC: 1, MIN: 60, HUR: 3600, DAY: 86_400, WEE: 604_800, C26: 1e-3, B98: 1e-6 }),
  ...scale('pressure', {
    PAL: 1,
    A97: 100,
    HPA: 100,
    KPA: 1e3,
    MPA: 1e6,
    BAR: 1e5,
    MBR: 100,
    ATM: 101_325,
    PS: 6894.757293168,
  }),
  ...scale('speed', { MTS: 1, KMH: 1 / 3.6, HM: 0.44704, '2M': 0.01 }),
  ...scale('acceleration', { MSK: 1, K40: 9.80665, '2H': 0.01 }),
  ...scale('force', { NEW: 1, B47: 1e3, B73: 1e6 }),
  ...scale('energy', { JOU: 1, KJO: 1e3, '3B': 1e6, WHR: 3600, KWH: 3.6e6, K51: 4184, D70: 4.1868 }),
  ...scale('power', { WTT: 1, KWT: 1e3, MAW: 1e6, C31: 1e-3 }),
  ...scale('share', { C62: 1, P1: 0.01, '59': 1e-6, '61': 1e-9, NX: 1e-3 }),
  ...scale('massConcentration', { KMQ: 1, A93: 1e-3, GP: 1e-6, GQ: 1e-9, M1: 1e-3, GL: 1, '23': 1e3 }),
  ...scale('massFraction', { NA: 1e-6, GK: 1e-3, J33: 1e-9 }),
  ...scale('voltage', { VLT: 1, '2Z': 1e-3, KVT: 1e3, D82: 1e-6 }),
  ...scale('current', { AMP: 1, '4K': 1e-3, B22: 1e3 }),
  ...scale('resistance', { OHM: 1, B49: 1e3, B75: 1e6 }),
  ...scale('frequency', { HTZ: 1, KHZ: 1e3, MHZ: 1e6, A86: 1e9 }),
  ...scale('illuminance', { LUX: 1, KLX: 1e3 }),
  ...scale('angle', { C81: 1, DD: Math.PI / 180 }),
  ...scale('memory', { AD: 1, '2P': 1e3, '4L': 1e6, A34: 1e9 }),
])

/** Sums of floats differ in their last digits; beyond twelve they are the same reading. */
const round = (value: number): number => Number(value.toPrecision(12))

/** Whether a value in one unit can be held against one in another, and as what number each; undefined: it cannot. */
export function comparable(
  value: number,
  unit: string | undefined,
  asked: number,
  askedUnit: string,
): readonly [value: number, asked: number] | undefined {
  if (unit === undefined) return undefined
  if (unit === askedUnit) return [value, asked]
  const [from, to] = [UNITS.get(unit), UNITS.get(askedUnit)]
  if (from === undefined || to === undefined || from.of !== to.of) return undefined
  const inFirst = ({ factor, zero = 0 }: Unit, v: number): number => round(v * factor + zero)
  return [inFirst(from, value), inFirst(to, asked)]
}
