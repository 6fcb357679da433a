import type { PostMedia } from '@kith/protocol/posts.ts'
import { expect, test } from 'vitest'
import { fills, roomOf, sourcesOf } from './media-room.ts'

const media = (width: number | null, height: number | null) =>
  ({ width, height, url: '/o', previewUrl: '/v', thumbnailUrl: '/t' }) as PostMedia

test('the room of a post is that of its first picture, within bounds, and kept where nothing is known of it', () => {
  expect(roomOf([media(1600, 1200), media(500, 900)])).toBeCloseTo(4 / 3)
  expect(roomOf([media(500, 5000)])).toBe(3 / 4)
  expect(roomOf([media(5000, 500)])).toBe(1.91)
  expect(roomOf([media(null, null)])).toBe(4 / 5)
})

test('a picture that all but fills the room is cut, another is framed', () => {
  expect(fills(media(1000, 1010), 1)).toBe(true)
  expect(fills(media(1000, 1300), 1)).toBe(false)
})

test('each rendition is offered with the width that it has, and none twice', () => {
  expect(sourcesOf(media(4000, 3000))).toBe('/t 320w, /v 1280w, /o 4000w')
  expect(sourcesOf(media(3000, 4000))).toBe('/t 240w, /v 960w, /o 3000w')
  expect(sourcesOf(media(1000, 500))).toBe('/t 320w, /v 1000w')
  expect(sourcesOf(media(null, null))).toBe('')
})
