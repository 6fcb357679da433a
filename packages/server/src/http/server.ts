import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AppContext } from '../context.ts'
import { problemOfDatabase } from '../database/errors.ts'
import { Problem } from '../problem.ts'
import type { Pace } from './body-pace.ts'
import { bindRoutes } from './bind-routes.ts'
import { bindHealth } from './health.ts'
import { bindMethodRefusals } from './method-refusals.ts'
import { openApiDocument } from './openapi.ts'
import { PIECE_TYPE } from './receive-piece.ts'
import { routes } from './routes.ts'
import { parseStrictJson } from './strict-json.ts'
import { refuseUnreadable } from './unreadable.ts'
import { bindWebApp } from './web-app.ts'

/** The HTTP server with all its routes, not yet listening. */
export async function buildHttpServer(
  ctx: AppContext,
  isReady: () => boolean,
  pace: Pick<Pace, 'headersMs' | 'lookEveryMs'>,
): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = ctx.log
  const server = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    // How long a body takes is for `keepPace`.
    requestTimeout: 0,
    http: { headersTimeout: pace.headersMs, connectionsCheckingInterval: pace.lookEveryMs },
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error, request, reply) => {
      // An address that cannot be read gets past no hook.
      void reply.headers({
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'x-request-id': request.id,
      })
      refuse(error, request, reply)
    },
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 256 },
  })
  // Connections of a proxy end each after an answer, once it shall go elsewhere: none is cut with a call on its way.
  server.server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    if (!isReady()) response.setHeader('connection', 'close')
  })
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseStrictJson(body as Buffer))
    } catch (error) {
      done(error as Error)
    }
  })
  // Pieces of files are read by whoever takes them.
  server.addContentTypeParser(PIECE_TYPE, (_request, _body, done) => done(null))
  await server.register(multipart)
  await server.register(helmet, securityHeaders(ctx))
  server.addHook('onSend', async (request, reply) => {
    void reply.header('x-request-id', request.id)
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      void reply.header('cache-control', 'no-store')
  })
  server.setErrorHandler((error: FastifyError | Problem, request, reply) => refuse(error, request, reply))
  bindMethodRefusals(server)
  bindRoutes(server, ctx, routes)
  // Made when it is first asked for: most servers are never asked, and it costs what a start has no time for.
  let document: ReturnType<typeof openApiDocument> | null = null
  server.get('/api/openapi.json', async () => (document ??= openApiDocument(ctx.config.PUBLIC_URL)))
  bindHealth(server, ctx, isReady)
  await bindWebApp(server)
  return server
}

function refuse(error: FastifyError | Problem, request: FastifyRequest, reply: FastifyReply): void {
  const problem = asProblem(error)
  if (problem.code === 'internal') request.log.error({ err: error, requestId: request.id }, 'a call failed')
  if (problem.details.retryAfterSeconds !== undefined) {
    void reply.header('retry-after', String(problem.details.retryAfterSeconds))
  }
  void reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem.toBody(request.id)))
}

/** What the framework refuses by itself, in our words. */
function asProblem(error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Problem('too-large')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Problem('unsupported-media-type')
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new Problem('malformed')
    default:
      if (error.statusCode === 400) return new Problem('malformed')
      return problemOfDatabase(error) ?? new Problem('internal')
  }
}

function securityHeaders(ctx: AppContext): Parameters<typeof helmet>[1] {
  const own = ["'self'"]
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: own,
        styleSrc: own,
        fontSrc: own,
        connectSrc: own,
        manifestSrc: own,
        workerSrc: own,
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        // PDF is shown from bytes that the page fetched, under a type that the page gave them: never from an address.
        frameSrc: ['blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: own,
        frameAncestors: ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: ctx.config.PUBLIC_URL?.startsWith('https:') === true ? { maxAge: 31_536_000 } : false,
    xFrameOptions: { action: 'deny' },
  }
}
