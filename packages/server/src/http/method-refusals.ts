import { endpoints } from '@kith/protocol/registry.ts'
import type { FastifyInstance, HTTPMethods } from 'fastify'
import { Problem } from '../problem.ts'

const all: HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** A known address called by another method is told so (405), instead of "not found". */
export function bindMethodRefusals(server: FastifyInstance): void {
  const taken = new Map<string, string[]>()
  for (const key of Object.keys(endpoints)) {
    const [method = '', named = ''] = key.split(' ')
    // What a part of an address is called may differ by method; it is one address all the same.
    const path = named.replaceAll(/:\w+/g, ':id')
    taken.set(path, [...(taken.get(path) ?? []), method])
  }
  for (const [path, methods] of taken) {
    // HEAD comes with GET.
    server.route({
      method: all.filter((method) => !methods.includes(method)),
      url: path,
      // No body is read: the refusal comes first.
      onRequest: async (_request, reply) => {
        void reply.header('allow', methods.join(', '))
        throw new Problem('method-not-allowed')
      },
      handler: async () => undefined,
    })
  }
}
