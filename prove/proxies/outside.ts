import https from 'node:https'
import http from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'

/** Where people are who are no proxies: another address of this machine than that of the proxies. */
const ELSEWHERE = '127.0.0.9'

export interface OutsideAnswer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

interface OutsideCall {
  method?: string
  headers?: Record<string, string>
  json?: object
  /** Another address of this machine. */
  from?: string
}

/** One call from an address that nobody trusts. */
export async function callFromOutside(
  url: string,
  { method, headers = {}, json, from = ELSEWHERE }: OutsideCall = {},
): Promise<OutsideAnswer> {
  const body = json === undefined ? null : JSON.stringify(json)
  const { request } = url.startsWith('https:') ? https : http
  const type = body === null ? {} : { 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    const options = { method: method ?? (body === null ? 'GET' : 'POST'), localAddress: from, agent: false }
    const asked = request(url, { ...options, headers: { ...type, ...headers }, family: 4 }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => (text += chunk))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
      answer.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

export const outsideAddress = ELSEWHERE
