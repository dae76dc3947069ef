import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { conformance } from '#test/conformance'
import { HOME, type Node, object, RECORDS, RELEASE, RELEASES, text } from '#test/ocds-schema'

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every object of a schema rewritten, from the inside out. */
function rewritten(node: unknown, rewrite: (node: Node) => Node): unknown {
  if (Array.isArray(node)) return node.map((one) => rewritten(one, rewrite))
  if (!isNode(node)) return node
  return rewrite(Object.fromEntries(Object.entries(node).map(([key, one]) => [key, rewritten(one, rewrite)])))
}

/** The extension “transactions: related milestone”, declared in our packages. */
const RELATED = {
  relatedImplementationMilestone: object({ id: { type: ['string', 'integer'] }, title: text }),
}
const unknownRefused = (node: Node): Node => {
  if (!isNode(node.properties)) return node
  const properties =
    'providerOrganization' in node.properties ? { ...node.properties, ...RELATED } : node.properties
  return { ...node, properties, additionalProperties: false }
}

/** Everything the schema objects to, as `place: why`; with `strictly`, also each field that it does not know. */
export function ocdsTroubles(
  kind: 'releases' | 'records',
  data: unknown,
  strictly = false,
): readonly string[] {
  const ready = (schema: Node): Node =>
    Object(rewritten(schema, (node) => (strictly ? unknownRefused(node) : node)))
  const ajv = new Ajv({ allErrors: true, strict: false })
  formats.default(ajv)
  ajv.addSchema(ready(RELEASE), `${HOME}release-schema.json`)
  ajv.addSchema({}, `${HOME}versioned-release-validation-schema.json`)
  const check = ajv.compile(ready(kind === 'releases' ? RELEASES : RECORDS))
  check(data)
  return (check.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(': '),
  )
}

const ANNOTATIONS = new Set(
  'id $schema title description codelist openCodelist deprecated omitWhenMerged versionId wholeListMerge default'.split(
    ' ',
  ),
)
/** Only where a keyword stands, not where a field has such a name. */
const bare = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(bare)
  if (!isNode(node)) return node
  const fields = (of: unknown): unknown =>
    isNode(of) ? Object.fromEntries(Object.entries(of).map(([name, one]) => [name, bare(one)])) : of
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !ANNOTATIONS.has(key))
      .map(([key, one]) => [
        key,
        ['properties', 'patternProperties', 'definitions'].includes(key) ? fields(one) : bare(one),
      ])
      .map(([key, one]) => [
        key,
        (key === 'required' || key === 'enum') && Array.isArray(one) ? [...one].sort() : one,
      ]),
  )
}

/** Published file and ours, both without what does not validate; undefined where the published files are not at hand. */
export function officialPairs(): readonly { name: string; official: unknown; ours: unknown }[] | undefined {
  const place = conformance('ocds')
  if (place === undefined) return undefined
  return [
    { name: 'release-schema.json', ours: RELEASE },
    { name: 'release-package-schema.json', ours: RELEASES },
    { name: 'record-package-schema.json', ours: RECORDS },
  ]
    .filter(({ name }) => existsSync(join(place, name)))
    .map(({ name, ours }) => ({
      name,
      official: bare(JSON.parse(readFileSync(join(place, name), 'utf8'))),
      ours: bare(ours),
    }))
}
