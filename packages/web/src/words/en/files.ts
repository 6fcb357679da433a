import { pluralsOf } from '../plural.ts'

const plural = pluralsOf('en')

/** What goes with a message, in a few words. */
export const files = {
  photos: (count: number) => plural(count, { one: 'Photo', other: '# photos' }),
  videos: (count: number) => plural(count, { one: 'Video', other: '# videos' }),
  media: (count: number) => plural(count, { other: '# photos and videos' }),
  files: (count: number) => plural(count, { other: '# files' }),
  shared: (count: number) => plural(count, { one: 'File', other: '# files' }),
  posts: (count: number) => plural(count, { one: 'Post', other: '# posts' }),
  voice: (length: string) => `Voice message ${length}`,
  some: 'Attachment',
}
