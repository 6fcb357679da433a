import { KithClient } from '@kith/sdk/client.ts'
import { Chance } from './chance.ts'
import { demoPassword } from './people.ts'

/** Who is about while the demo runs; the last two are away from their keyboards. */
const about = ['juno', 'ruth', 'sanne', 'kwame', 'layla', 'luca', 'leonard']
const awayCount = 2
const remarks = [
  'The kettle is on in the hall if anyone is passing',
  'Has somebody borrowed the long ladder?',
  'Rehearsal room is warm tonight, promise',
  'I can see the ferry from here, it is late again',
  'There is bread left at number 3',
  'Whoever fixed the hinge on the gate: thank you',
]
const REMARK_EVERY_MS = 45_000
const TYPING_MS = 4_000

/** Some neighbours stay connected, and now and then one of them says something in the lobby. Ends with the function it gives. */
export async function liven(baseUrl: string): Promise<() => void> {
  const clients: KithClient[] = []
  for (const [index, username] of about.entries()) {
    const client = new KithClient({ baseUrl, keepsCookies: true })
    await client.login(username, demoPassword)
    await client.start()
    client.setAway(index >= about.length - awayCount)
    clients.push(client)
  }
  const chance = new Chance(11)
  let next = 0
  const timer = setInterval(() => {
    const speaker = chance.pick(clients.slice(0, -awayCount))
    const lobby = [...speaker.state.conversations.values()].find(({ isLobby }) => isLobby)
    const remark = remarks[next++ % remarks.length]
    if (lobby === undefined || remark === undefined) return
    speaker.typing(lobby.id)
    setTimeout(() => speaker.send(lobby.id, remark), TYPING_MS).unref()
  }, REMARK_EVERY_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
    for (const client of clients) client.stop()
  }
}
