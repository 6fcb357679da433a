import { buildApp } from '../packages/server/src/app.ts'
import { readConfig } from '../packages/server/src/config.ts'

/* The server, for which every name is on this machine and one port may be dialled: that of the site under test. */

const sitePort = Number(process.env['SITE_PORT'])
const app = await buildApp(readConfig(process.env), {
  outside: {
    resolve: async () => ['127.0.0.1'],
    mayDial: (address, port) => address === '127.0.0.1' && port === sitePort,
  },
})
process.stdout.write(`${await app.listen()}\n`)
process.once('SIGTERM', () => void app.close())
