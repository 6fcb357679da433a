import { commonProblems } from '@kith/protocol/endpoint.ts'
import type { Endpoint } from '@kith/protocol/endpoint.ts'
import { problemBody, problemKinds } from '@kith/protocol/problems.ts'
import { endpoints } from '@kith/protocol/registry.ts'
import { z } from 'zod'

type Json = Record<string, unknown>

/** The whole HTTP contract as an OpenAPI 3.1 document, made from the protocol. */
export function openApiDocument(publicUrl: string | null): Json {
  const components: Json = {}
  const paths: Record<string, Json> = {}
  const problem = schemaOf(problemBody, 'output', components)
  for (const [key, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const [method = '', path = ''] = key.split(' ')
    const address = path.replaceAll(/:(\w+)/g, '{$1}')
    paths[address] = { ...paths[address], [method.toLowerCase()]: operation(key, endpoint, problem, components) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Kith', version: '0.1.0', description: 'Calls by session cookie or by API token.' },
    servers: [{ url: publicUrl ?? '/' }],
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'kith' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

function operation(key: string, endpoint: Endpoint, problem: Json, components: Json): Json {
  const [method = '', path = ''] = key.split(' ')
  const input = schemaOf(endpoint.input, 'input', components)
  const properties = { ...(input['properties'] as Json | undefined) }
  const required = new Set((input['required'] as string[] | undefined) ?? [])
  const parameters: Json[] = []
  for (const [, name = ''] of path.matchAll(/:(\w+)/g)) {
    parameters.push({ name, in: 'path', required: true, schema: properties[name] })
    delete properties[name]
    required.delete(name)
  }
  const isQuery = method === 'GET' || method === 'DELETE'
  if (isQuery) {
    for (const [name, schema] of Object.entries(properties)) {
      parameters.push({ name, in: 'query', required: required.has(name), schema })
    }
  }
  const hasBody = !isQuery && Object.keys(properties).length > 0
  const body = { type: 'object', properties, required: [...required], additionalProperties: false }
  return {
    operationId: key.replaceAll(/[^A-Za-z]+/g, '_').toLowerCase(),
    summary: endpoint.summary,
    security: endpoint.session === 'required' ? [{ session: [] }, { token: [] }] : [],
    parameters,
    ...(hasBody || endpoint.file !== undefined
      ? { requestBody: { required: required.size > 0 || isFileNeeded(endpoint), content: contentOf(endpoint, body) } }
      : {}),
    responses: { ...replies(endpoint, components), ...refusals(endpoint, problem) },
  }
}

function isFileNeeded(endpoint: Endpoint): boolean {
  return endpoint.file !== undefined && endpoint.file.isOptional !== true
}

function contentOf(endpoint: Endpoint, body: { properties: Json; required: string[] }): Json {
  if (endpoint.file === undefined) return { 'application/json': { schema: body } }
  const properties = { ...body.properties, file: { type: 'string', format: 'binary' } }
  const form = { ...body, properties, required: [...body.required, 'file'] }
  return {
    ...(isFileNeeded(endpoint) ? {} : { 'application/json': { schema: body } }),
    'multipart/form-data': { schema: form },
  }
}

const bytesReply = {
  description: 'The bytes; a Range may be asked for',
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
}

const tusReply = { description: 'As tus 1.0 has it; what is asked and answered stands in headers' }

function replies(endpoint: Endpoint, components: Json): Json {
  const entries = Object.entries(endpoint.replies).map(([status, schema]) => [
    status,
    schema === null
      ? { description: 'Done' }
      : schema === 'bytes'
        ? bytesReply
        : schema === 'tus'
          ? tusReply
          : {
              description: 'Done',
              content: { 'application/json': { schema: schemaOf(schema, 'output', components) } },
            },
  ])
  return Object.fromEntries(entries) as Json
}

function refusals(endpoint: Endpoint, problem: Json): Json {
  const byStatus = new Map<number, string[]>()
  for (const code of new Set([...endpoint.problems, ...commonProblems])) {
    const { status } = problemKinds[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: codes.join(', '), content: { 'application/problem+json': { schema: problem } } },
    ]),
  )
}

/** The JSON Schema of `schema`; those with an id of their own move to `components`. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json
  const definitions = (made['$defs'] ?? {}) as Json
  for (const [name, definition] of Object.entries(definitions)) components[name] = rewritten(definition)
  delete made['$defs']
  delete made['$schema']
  const id = made['id']
  if (typeof id === 'string') {
    components[id] = rewritten(made)
    return { $ref: `#/components/schemas/${id}` }
  }
  return rewritten(made) as Json
}

function rewritten(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
