import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { anyMessage } from '../../testing/any-message.ts'
import { testDialect } from '../../testing/fresh-place.ts'
import { world } from '../../testing/world.ts'
import { messageIndex } from './sqlite-search.ts'

test.skipIf(testDialect !== 'sqlite')('an index that another version wrote is made anew', async () => {
  const { app, alice } = await world()
  const { id } = await alice.send(alice.lobbyId, 'a heron in the reeds').sent
  const path = join(app.ctx.config.DATA_DIR, 'search-of-another-version.db')
  const other = new DatabaseSync(path)
  // It says that it knows all there is, and has none of it.
  other.exec(`
    create table progress (conversation_id text primary key, rev integer not null) without rowid;
    create table docs (place integer primary key, message_id text not null);
    pragma user_version = 1;
  `)
  other.prepare('insert into progress values (?, 1000)').run(alice.lobbyId)
  other.close()
  const search = messageIndex({ indexPath: path, databasePath: join(app.ctx.config.DATA_DIR, 'kith.db') })
  onTestFinished(() => search.close())
  await search.settled()
  const found = await search.find({ ...anyMessage, userId: alice.user.id, parts: ['heron'] })
  expect(found.map(({ messageId }) => messageId)).toEqual([id])
})
