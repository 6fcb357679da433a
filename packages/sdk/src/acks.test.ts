import { expect, test } from 'vitest'
import { insist } from './acks.ts'
import type { KithSocket } from './connection.ts'
import { ProblemError } from './problem-error.ts'

const agreed = { ok: true, conversations: {}, changed: [], personalRev: 7 }
const resume = () => ({ cursors: {} })

function refusal(status: number) {
  const code = status === 503 ? 'busy' : 'not-found'
  return { ok: false, problem: { type: `urn:kith:problem:${code}`, title: code, status, code, requestId: 'r' } }
}

/** A connection over which `answers` come one after the other. */
function connection(answers: object[]): { socket: KithSocket; asked: () => number } {
  let asked = 0
  const emitWithAck = async () => answers[Math.min(asked++, answers.length - 1)]
  const socket = { connected: true, timeout: () => ({ emitWithAck }) }
  return { socket: socket as unknown as KithSocket, asked: () => asked }
}

test('what a busy server refused is asked until it has time', async () => {
  const { socket, asked } = connection([refusal(503), refusal(503), agreed])
  expect(await insist(socket, 'resume', resume)).toEqual(agreed)
  expect(asked()).toBe(3)
})

test('what it refuses for good is not asked again', async () => {
  const { socket, asked } = connection([refusal(404), agreed])
  await expect(insist(socket, 'resume', resume)).rejects.toThrow(ProblemError)
  expect(asked()).toBe(1)
})

test('who insists anew takes over', async () => {
  const { socket, asked } = connection([refusal(503), agreed])
  const first = insist(socket, 'resume', resume)
  const second = insist(socket, 'resume', resume)
  await expect(first).rejects.toThrow(ProblemError)
  expect(await second).toEqual(agreed)
  expect(asked()).toBe(2)
})
