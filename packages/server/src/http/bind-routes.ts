import { limits } from '@kith/protocol/limits.ts'
import type { Endpoint } from '@kith/protocol/endpoint.ts'
import { endpoints } from '@kith/protocol/registry.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { writeCookie } from '../cookies.ts'
import type { AppContext } from '../context.ts'
import { refuseUnlessRecent, visitorOf } from '../features/accounts/accounts.ts'
import { networkOf } from '../limiter.ts'
import type { LimiterBucket } from '../limiter.ts'
import { originVerdict } from '../origins.ts'
import { peerOf } from '../peer.ts'
import { Problem } from '../problem.ts'
import { parseInput } from '../validation.ts'
import { sendBytes } from './bytes-reply.ts'
import { sendJson } from './json-reply.ts'
import { hearOut, isForm, receiveForm, refuseForm } from './receive-form.ts'
import { isPiece, refusePiece } from './receive-piece.ts'
import type { Answer, SessionCookie, TusRules, Visitor } from './route.ts'

/** A route as the binder sees it, whatever its endpoint. */
interface AnyRoute {
  limiter: LimiterBucket
  scope: 'read' | 'write' | null
  mayBring?: (ctx: AppContext, who: never, params: Readonly<Record<string, unknown>>) => Promise<void>
  handle: (ctx: AppContext, who: never, input: never, visit: never) => Promise<Answer<unknown>>
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Serves every endpoint of the protocol by its route.
 * @throws Error when an endpoint has no route, or a route no endpoint: the server must not start then
 */
export function bindRoutes(server: FastifyInstance, ctx: AppContext, routes: Readonly<Record<string, AnyRoute>>): void {
  const strangers = Object.keys(routes).filter((key) => !(key in endpoints))
  if (strangers.length > 0) throw new Error(`routes without an endpoint: ${strangers.join(', ')}`)
  for (const [key, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const route = routes[key]
    const [method, path] = key.split(' ')
    if (route === undefined) throw new Error(`endpoint without a route: ${key}`)
    if (method === undefined || path === undefined || !methods.has(method)) throw new Error(`not an endpoint: ${key}`)
    server.route({
      method,
      url: path,
      bodyLimit: endpoint.bodyMaxBytes ?? limits.jsonBodyMaxBytes,
      // Who may not call is told so before a byte of the body is read.
      onRequest: async (request) => {
        const entry = await admit(ctx, endpoint, route, request)
        admitted.set(request, entry)
        refuseForm(ctx, endpoint, request)
        refusePiece(endpoint, request)
        const { mayBring } = route
        if (mayBring === undefined) return
        const params = request.params as Record<string, unknown>
        await mayBring(ctx, entry.visitor.caller as never, params).catch((error: unknown) => {
          hearOut(request)
          throw error
        })
      },
      handler: (request, reply) => serve(ctx, endpoint, route, request, reply),
    })
  }
}

interface Admitted {
  visitor: Visitor
  isHttps: boolean
}

const admitted = new WeakMap<FastifyRequest, Admitted>()

/** @throws Problem for a forged, a too frequent or an unauthenticated call */
async function admit(ctx: AppContext, endpoint: Endpoint, route: AnyRoute, request: FastifyRequest): Promise<Admitted> {
  const { address, isHttps } = peerOf(ctx.config, request.raw)
  refuseForeignOrigin(ctx, request)
  const visitor = await visitorOf(ctx, { headers: request.headers, address, isHttps })
  refuseUnknownOrigin(ctx, request, visitor)
  refuseFlood(ctx, route.limiter, visitor)
  const { caller } = visitor
  if (caller === null) {
    if (endpoint.session === 'required') throw new Problem('unauthenticated')
  } else if (endpoint.session === 'required' && caller.tokenId !== null) {
    if (route.scope === null || !caller.scopes.includes(route.scope)) throw new Problem('scope-missing')
  }
  if (endpoint.needsRecentAuth === true) refuseUnlessRecent(visitor.caller, ctx.now())
  return { visitor, isHttps }
}

async function serve(
  ctx: AppContext,
  endpoint: Endpoint,
  route: AnyRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const entry = admitted.get(request)
  if (entry === undefined) throw new Error('a call was served that nobody admitted')
  const { visitor, isHttps } = entry
  const rule = endpoint.file
  const form = rule !== undefined && isForm(request) ? await receiveForm(ctx, rule, request) : null
  try {
    const input = parseInput(endpoint.input, flatInput(request, form?.fields ?? (isPiece(request) ? {} : request.body)))
    const who = endpoint.session === 'required' ? visitor.caller : visitor
    const { address, userAgent } = visitor
    const requestOrigin = `${isHttps ? 'https' : 'http'}://${request.headers.host ?? ''}`
    const visit = { address, userAgent, requestOrigin, file: form?.file ?? null }
    const answer = await route.handle(ctx, who as never, input as never, visit as never)
    await form?.discard()
    return await send(ctx, endpoint, answer, isHttps, request, reply)
  } catch (error) {
    await form?.discard()
    throw error
  }
}

async function send(
  ctx: AppContext,
  endpoint: Endpoint,
  answer: Answer<unknown>,
  isHttps: boolean,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  if (answer.cookie !== undefined) void reply.header('set-cookie', cookieHeader(ctx, answer.cookie, isHttps))
  if (answer.tus !== undefined) return answerTus(request, reply, answer.tus)
  void reply.status(answer.status)
  const schema = endpoint.replies[answer.status]
  if (schema === undefined) throw new Error(`the protocol knows no reply ${answer.status} of this endpoint`)
  if (schema === null) return reply.send()
  if (schema === 'tus') throw new Error('an answer of tus has no rules')
  if (schema === 'bytes') {
    if (answer.bytes === undefined) throw new Error('an answer of bytes has none')
    return sendBytes(request, reply, answer.bytes)
  }
  // What the protocol does not name does not leave the server.
  return sendJson(request, reply, schema.parse(answer.body), endpoint.holdsSecrets === true)
}

/** The library of tus is loaded by whoever first brings a file so: it has no part in a start, or in most days. */
async function answerTus(request: FastifyRequest, reply: FastifyReply, rules: TusRules): Promise<unknown> {
  const { exchangeTus } = await import('./tus-exchange.ts')
  return exchangeTus(request, reply, rules)
}

/** Parameters, query and body as one object. A name may come from one of them only. */
function flatInput(request: FastifyRequest, given: unknown): unknown {
  const params = request.params as Record<string, unknown>
  const query = request.query as Record<string, unknown>
  if (isSafe(request) || request.method === 'DELETE') return merge(params, query)
  if (Object.keys(query).length > 0) throw new Problem('validation-failed', { detail: 'This call takes no query.' })
  const body = given ?? {}
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw new Problem('validation-failed', { detail: 'The body must be a JSON object.' })
  }
  return merge(params, body as Record<string, unknown>)
}

function merge(params: Record<string, unknown>, rest: Record<string, unknown>): unknown {
  const twice = Object.keys(params).find((name) => Object.hasOwn(rest, name))
  if (twice !== undefined) {
    throw new Problem('validation-failed', {
      errors: [{ path: twice, code: 'unrecognized-keys', message: 'belongs in the address' }],
    })
  }
  return { ...rest, ...params }
}

function isSafe(request: FastifyRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD'
}

/** Another site's page may make a browser call us with its cookie; it may not make it lie about where it is. */
function refuseForeignOrigin(ctx: AppContext, request: FastifyRequest): void {
  if (isSafe(request) || request.headers.authorization !== undefined) return
  if (originVerdict(ctx.config, request.headers) === 'refused') throw new Problem('origin-not-allowed')
}

/** A program that is no browser says nothing of its origin. It may sign in; with a cookie it must say. */
function refuseUnknownOrigin(ctx: AppContext, request: FastifyRequest, visitor: Visitor): void {
  if (isSafe(request) || visitor.caller === null || visitor.caller.tokenId !== null) return
  if (originVerdict(ctx.config, request.headers) === 'unknown') throw new Problem('origin-not-allowed')
}

function refuseFlood(ctx: AppContext, bucket: LimiterBucket, visitor: Visitor): void {
  if (visitor.caller === null) ctx.limiter.take('anonymous', networkOf(visitor.address))
  else ctx.limiter.take(bucket, visitor.caller.userId)
}

function cookieHeader(ctx: AppContext, cookie: SessionCookie | null, isHttps: boolean): string {
  if (cookie === null) return writeCookie('', isHttps, 0)
  return writeCookie(cookie.token, isHttps, Math.max(1, Math.floor((cookie.expiresAt - ctx.now()) / 1000)))
}
