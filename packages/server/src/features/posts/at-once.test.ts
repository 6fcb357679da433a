import { ProblemError } from '@kith/sdk/problem-error.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import { expect, test } from 'vitest'
import { fileOf, flat, storedFiles } from '../../testing/files.ts'
import { posted } from '../../testing/posts.ts'
import { world } from '../../testing/world.ts'

/** What was refused is refused for one of these reasons; a failure of the server fails the test. */
async function outcomes(calls: readonly Promise<unknown>[], codes: readonly string[]): Promise<void> {
  for (const outcome of await Promise.allSettled(calls)) {
    if (outcome.status === 'fulfilled') continue
    if (!(outcome.reason instanceof ProblemError)) throw outcome.reason
    expect(codes).toContain(outcome.reason.code)
  }
}

test('a post that is liked, kept, talked of, changed and deleted at once is gone, and so is all of that', async () => {
  const here = await world()
  const { alice, bob, carol, stranger, app } = here
  for (let round = 0; round < 8; round++) {
    const postId = await posted(alice, { caption: 'ebb @bob #tide' })
    const calls = [bob, carol, stranger, alice].flatMap((who) => [
      who.call('PUT /api/posts/:postId/like', { postId }),
      who.call('PUT /api/posts/:postId/save', { postId }),
      who.call('DELETE /api/posts/:postId/like', { postId }),
      who.call('POST /api/posts/:postId/comments', { postId, body: 'so wide @alice', clientId: crypto.randomUUID() }),
      who.call('PUT /api/posts/:postId/like', { postId }),
      who.call('DELETE /api/posts/:postId/save', { postId }),
    ])
    const changes = ['one @carol', 'two', 'three @bob'].map((caption) =>
      alice.call('PATCH /api/posts/:postId', { postId, caption }),
    )
    const deleting = calls[round]
      ?.catch(() => undefined)
      .then(() => alice.call('DELETE /api/posts/:postId', { postId }))
    await outcomes([...calls, ...changes, ...(deleting === undefined ? [] : [deleting])], ['not-found'])
  }
  await app.ctx.background.idle()
  for (const table of ['posts', 'post_likes', 'post_saves', 'post_comments', 'post_mentions'] as const) {
    expect(await app.ctx.db.read.selectFrom(table).selectAll().execute(), table).toEqual([])
  }
  for (const who of [alice, bob, carol]) {
    expect(
      (await who.call('GET /api/notifications', {})).items.filter(({ kind }) => /post|comment/.test(kind)),
    ).toEqual([])
  }
})

test('of very many likes at once each counts, whatever is taken back meanwhile', async () => {
  const { alice, bob, carol, stranger } = await world()
  const postId = await posted(alice)
  const calls = Array.from({ length: 15 }, (_, index) =>
    [bob, carol, stranger].map((who) =>
      who.call(index % 3 === 1 ? 'DELETE /api/posts/:postId/like' : 'PUT /api/posts/:postId/like', { postId }),
    ),
  )
  await Promise.all(calls.flat())
  const { items } = await alice.call('GET /api/posts/:postId/likes', { postId })
  const { state } = await alice.call('GET /api/posts/:postId', { postId })
  expect(state.likeCount).toBe(items.length)
})

test('a draft that is kept, thrown away and posted from several devices at once leaves no byte that nothing shows', async () => {
  const here = await world()
  const { alice, app } = here
  for (let round = 0; round < 6; round++) {
    const uploads = await Promise.all(
      [1, 2, 3].map(async (side) =>
        uploadFile(
          alice.api,
          fileOf(
            await flat(30 + side + round * 3, 30)
              .png()
              .toBuffer(),
            'tide.png',
          ),
        ),
      ),
    )
    const ids = uploads.map(({ id }) => id)
    const draftId = crypto.randomUUID()
    const keep = (uploadIds: string[]) => alice.call('PUT /api/post-drafts/:draftId', { draftId, uploadIds })
    await keep(ids)
    const calls = [
      keep(ids.toReversed()),
      posted(alice, { uploadIds: ids.slice(0, 1), draftId }),
      keep(ids.slice(1)),
      alice.call('DELETE /api/post-drafts/:draftId', { draftId }),
      posted(alice, { uploadIds: ids.slice(2), draftId }),
    ]
    await outcomes(calls, ['not-found'])
    await outcomes([alice.call('DELETE /api/post-drafts/:draftId', { draftId })], ['not-found'])
  }
  for (const { id } of await app.ctx.db.read.selectFrom('posts').select('id').execute()) {
    await alice.call('DELETE /api/posts/:postId', { postId: id })
  }
  const left = await app.ctx.db.read.selectFrom('uploads').select('loose_since').execute()
  // What was taken out of a draft goes after a day.
  expect(left.filter(({ loose_since: since }) => since === null)).toEqual([])
  expect(await storedFiles(here)).toHaveLength(left.length)
})
