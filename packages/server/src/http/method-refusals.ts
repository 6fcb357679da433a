import { endpoints } from '@kith/protocol/registry.ts'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../problem.ts'

interface Address {
  pattern: RegExp
  methods: readonly string[]
}

let known: readonly Address[] | null = null

/** Every address of the protocol with its methods. Few calls ever ask for it. */
function addresses(): readonly Address[] {
  if (known !== null) return known
  const methodsOf = new Map<string, string[]>()
  for (const key of Object.keys(endpoints)) {
    const [method = '', path = ''] = key.split(' ')
    // What a part of an address is called may differ by method; it is one address all the same.
    const pattern = `^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`
    methodsOf.set(pattern, [...(methodsOf.get(pattern) ?? []), method])
  }
  known = [...methodsOf].map(([pattern, methods]) => ({ pattern: new RegExp(pattern), methods }))
  return known
}

/** A known address called by another method is told so (405), instead of "not found", before a body is read. */
export function bindMethodRefusals(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return
    const [path = ''] = request.url.split('?')
    if (!path.startsWith('/api/')) return
    const methods = new Set(addresses().flatMap((address) => (address.pattern.test(path) ? address.methods : [])))
    if (methods.size === 0) return
    void reply.header('allow', [...methods].join(', '))
    throw new Problem('method-not-allowed')
  })
}
