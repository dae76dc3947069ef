/**
 * 坐标系 What a pair of degrees means. Maps published in China are shifted on purpose: GCJ-02 (AMap, Tencent) against
 * WGS-84 (GPS, OpenStreetMap), BD-09 (Baidu) once more against GCJ-02.
 */
export type CoordinateSystem = 'wgs84' | 'gcj02' | 'bd09'

/** 坐标 Longitude and latitude in degrees, WGS-84 unless said otherwise. */
export type Location = readonly [number, number]

/** Krasovsky 1940, as the shift is defined on it. */
const AXIS = 6_378_245
const FLATNESS = 0.006_693_421_622_965_943
const { PI, sin, cos, sqrt, abs, atan2, hypot } = Math

/** The shift is defined within this rectangle only. */
const inChina = ([lon, lat]: Location): boolean =>
  lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271

/** Metres of the shift, north and east, before they are turned into degrees. */
function shiftOf(x: number, y: number): readonly [east: number, north: number] {
  const wave = (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * (2 / 3)
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * sqrt(abs(x)) +
    wave +
    ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3 +
    ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * sqrt(abs(x)) +
    wave +
    ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3 +
    ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3
  return [east, north]
}

export function gcjFromWgs(place: Location): Location {
  if (!inChina(place)) return place
  const [lon, lat] = place
  const [east, north] = shiftOf(lon - 105, lat - 35)
  const radians = (lat / 180) * PI
  const bulge = 1 - FLATNESS * sin(radians) ** 2
  const perDegreeLat = ((AXIS * (1 - FLATNESS)) / (bulge * sqrt(bulge))) * (PI / 180)
  const perDegreeLon = (AXIS / sqrt(bulge)) * cos(radians) * (PI / 180)
  return [lon + east / perDegreeLon, lat + north / perDegreeLat]
}

/** The shift has no inverse in closed form: five steps from the shifted point come within a millimetre. */
export function wgsFromGcj(place: Location): Location {
  let [lon, lat] = place
  for (let step = 0; step < 5; step++) {
    const there = gcjFromWgs([lon, lat])
    lon += place[0] - there[0]
    lat += place[1] - there[1]
  }
  return [lon, lat]
}

const TURN = (PI * 3000) / 180
const BAIDU_LON = 0.0065
const BAIDU_LAT = 0.006

export function gcjFromBd([lon, lat]: Location): Location {
  const [x, y] = [lon - BAIDU_LON, lat - BAIDU_LAT]
  const far = hypot(x, y) - 0.00002 * sin(y * TURN)
  const angle = atan2(y, x) - 0.000003 * cos(x * TURN)
  return [far * cos(angle), far * sin(angle)]
}

export function bdFromGcj([lon, lat]: Location): Location {
  const far = hypot(lon, lat) + 0.00002 * sin(lat * TURN)
  const angle = atan2(lat, lon) + 0.000003 * cos(lon * TURN)
  return [far * cos(angle) + BAIDU_LON, far * sin(angle) + BAIDU_LAT]
}

/** Degrees in WGS-84, whatever map they were read from. */
export const toWgs = (place: Location, from: CoordinateSystem): Location =>
  from === 'wgs84' ? place : wgsFromGcj(from === 'bd09' ? gcjFromBd(place) : place)
