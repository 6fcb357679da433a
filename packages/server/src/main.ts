import { enableCompileCache } from 'node:module'
import { loadEnvFile } from './env-file.ts'
import { StartError } from './start-error.ts'

enableCompileCache()

const DRAIN_MS = 9_000

async function main(): Promise<void> {
  try {
    await serve()
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}

async function serve(): Promise<void> {
  loadEnvFile()
  const { readConfig } = await import('./config.ts')
  const config = readConfig(process.env)
  const { refuseTakenPort } = await import('./port.ts')
  // Asked before the database is opened: a start that must fail leaves everything as it was.
  await refuseTakenPort(config)
  const { buildApp } = await import('./app.ts')
  const { leaveSeconds } = await import('./leaving.ts')
  const app = await buildApp(config)
  const address = await app.listen().catch(async (error: unknown) => {
    await app.close()
    throw error
  })
  const people = config.PUBLIC_URL === null ? '' : `, people come by ${config.PUBLIC_URL}`
  console.log(`Kith is listening on ${address}${people}`)

  let isLeaving = false
  const leave = (status: number, withinMs = 0): void => {
    if (isLeaving) return
    isLeaving = true
    setTimeout(() => process.exit(status === 0 ? 1 : status), withinMs + DRAIN_MS).unref()
    const left = withinMs === 0 ? app.close() : app.leave()
    left.then(
      () => process.exit(status),
      (error: unknown) => {
        app.ctx.log.fatal({ err: error }, 'closing failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', () => leave(0, leaveSeconds(config) * 1_000))
  process.on('SIGINT', () => leave(0))
  process.on('uncaughtException', (error) => {
    app.ctx.log.fatal({ err: error }, 'an exception that nobody caught')
    leave(70)
  })
  process.on('unhandledRejection', (reason) => {
    app.ctx.log.fatal({ err: reason }, 'a rejection that nobody handled')
    leave(70)
  })
}

await main()
