import { z } from 'zod'
import type { Endpoint } from '../kernel/endpoint.ts'
import type { RefusalLine } from '../kernel/refusal.ts'
import type { Route } from '../platform/http/route.ts'

type Json = Record<string, unknown>

const schemaOf = (schema: z.ZodType): unknown => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }) as Json
  return rest
}

const names = (schema: z.ZodType | undefined): string[] =>
  schema === undefined ? [] : Object.keys((schemaOf(schema) as { properties?: Json }).properties ?? {})

function parameters(endpoint: Endpoint): Json[] {
  const etown = endpoint.path.includes(':etown')
    ? [{ name: 'etown', in: 'path', required: true, schema: { type: 'string' }, description: 'e镇编号' }]
    : []
  const part = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
    if (schema === undefined) return []
    const json = schemaOf(schema) as { properties?: Json; required?: string[] }
    return names(schema).map((name) => ({
      name,
      in: place,
      required: place === 'path' || (json.required ?? []).includes(name),
      schema: json.properties?.[name],
    }))
  }
  return [...etown, ...part(endpoint.params, 'path'), ...part(endpoint.query, 'query')]
}

const BYTES = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }

function operation(endpoint: Endpoint): Json {
  const codes = Object.entries<RefusalLine>(endpoint.refusals ?? {}).map(
    ([code, line]) => `- \`${code}\` (${line.status}) ${line.zh}`,
  )
  const body =
    (endpoint.takes ?? 'json') !== 'json'
      ? { requestBody: { required: true, content: BYTES } }
      : endpoint.body === undefined
        ? {}
        : {
            requestBody: {
              required: true,
              content: { 'application/json': { schema: schemaOf(endpoint.body) } },
            },
          }
  const answer =
    (endpoint.sends ?? 'json') !== 'json'
      ? BYTES
      : { 'application/json': { schema: schemaOf(endpoint.answer) } }
  return {
    operationId: endpoint.id,
    tags: [endpoint.id.split('.')[0]],
    summary: endpoint.summary.zh,
    description: [endpoint.summary.en, ...codes].join('\n'),
    'x-permission': endpoint.may,
    parameters: parameters(endpoint),
    ...body,
    responses: {
      200: { description: endpoint.summary.zh, content: answer },
      default: {
        description: '拒绝 (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  errors: z.array(
    z.object({ code: z.string(), zh: z.string(), en: z.string(), pointer: z.string().optional() }),
  ),
})

/** The OpenAPI 3.1 document of these routes. */
export function openapiOf(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {}
  for (const { endpoint } of routes) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'e镇通 ezhen',
      version: '0.1.0',
      description: '乡村e镇数字系统接口。每个修改都要带 Idempotency-Key。',
    },
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: { schemas: { Problem: schemaOf(problem) } },
  }
}
