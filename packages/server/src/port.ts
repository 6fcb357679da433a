import { createServer } from 'node:net'
import type { Config } from './config.ts'
import { StartError } from './start-error.ts'

/** @throws StartError when the port cannot be listened on at this moment */
export async function refuseTakenPort(config: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(new StartError(listenFault(config, error))))
    probe.listen(config.PORT, config.HOST, () => probe.close(() => resolve()))
  })
}

/** One sentence on why `config` cannot be listened on. */
export function listenFault(config: Config, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE') {
    return `Port ${config.PORT} on ${config.HOST} is taken. Stop what uses it, or set PORT to another one.`
  }
  if (code === 'EACCES') return `Port ${config.PORT} may not be used by this user. Set PORT to one above 1023.`
  return `Kith cannot listen on ${config.HOST}:${config.PORT} (${error instanceof Error ? error.message : String(error)}).`
}
