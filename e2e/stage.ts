import { buildApp } from '../packages/server/src/app.ts'
import type { App } from '../packages/server/src/app.ts'
import { readConfig } from '../packages/server/src/config.ts'
import type { FromStage, ToStage } from './server.ts'

/*
 * Servers on a stage: one after another in one process, since to load the program takes longer than many a test. Each
 * has a database of its own. Passwords cost nothing, every name is on this machine, and one port may be dialled: that of
 * the site under test, where there is one.
 */

const apps = new Map<number, App>()

async function answer(asked: ToStage): Promise<string> {
  const { id, settings } = asked
  if (settings === null) {
    await apps.get(id)?.close()
    apps.delete(id)
    return ''
  }
  const sitePort = Number(settings['SITE_PORT'])
  const app = await buildApp(readConfig(settings), {
    passwordCost: { memoryKiB: 64, passes: 1 },
    outside: {
      resolve: async () => ['127.0.0.1'],
      mayDial: (address, port) => address === '127.0.0.1' && port === sitePort,
    },
  })
  apps.set(id, app)
  return app.listen()
}

process.on('message', (asked: ToStage) => {
  const tell = (reply: FromStage): void => void process.send?.(reply)
  answer(asked).then(
    (url) => tell({ id: asked.id, url }),
    (error: unknown) => tell({ id: asked.id, fault: String(error) }),
  )
})
process.once('disconnect', () => process.exit())
