import type { Endpoint } from '@kith/protocol/endpoint.ts'
import type { FastifyRequest } from 'fastify'
import { Problem } from '../problem.ts'

/** Of a body that is a piece of a file, as tus has it. */
export const PIECE_TYPE = 'application/offset+octet-stream'

export function isPiece(request: FastifyRequest): boolean {
  return request.headers['content-type'] === PIECE_TYPE
}

/**
 * Before a byte of the body is read.
 * @throws Problem `unsupported-media-type` for a piece where none is taken, or what is none where one is needed
 */
export function refusePiece(endpoint: Endpoint, request: FastifyRequest): void {
  const takesPieces = Object.values(endpoint.replies).includes('tus')
  if (isPiece(request) ? !takesPieces : takesPieces && request.method === 'PATCH')
    throw new Problem('unsupported-media-type')
}
