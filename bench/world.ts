/** What must exist before a scenario begins. People and conversations are named by index. */
export interface BenchWorld {
  people: number
  conversations: { kind: 'direct' | 'channel'; members: number[]; messages?: number }[]
  /** Each is the friend of so many who come next, and so many who came before; their words are found. */
  friendsEach?: number
  /** Messages as people write them, over three years and in an index; words of its own where the person 0 is not. */
  isTalk?: boolean
  /** With files of about 200 words each, and words of its own where the person 0 is not. Only Kith gets them. */
  projects?: { members: number[]; files: number }[]
  /** Posts, among people each of whom follows so many. */
  feed?: { posts: number; followedEach: number }
  /** Bystanders: how a server fares that has been lived in. Only Kith gets them. */
  background?: { people: number; conversations: number; messages: number }
}

const pad = (index: number): string => String(index).padStart(8, '0')

export const userId = (index: number): string => `user-${pad(index)}`
export const conversationId = (index: number): string => `conversation-${pad(index)}`
export const projectId = (index: number): string => `project-${pad(index)}`
export const tokenOf = (index: number): string => `kith_bench_${pad(index)}_0123456789abcdefghijklmnopqrstuvwxyz`

/** `count` people, each pair of neighbours (0 and 1, 2 and 3 …) in a direct conversation. */
export function pairsWorld(count: number): BenchWorld {
  return {
    people: count,
    conversations: Array.from({ length: count / 2 }, (_, pair) => ({
      kind: 'direct' as const,
      members: [pair * 2, pair * 2 + 1],
    })),
  }
}

/** `count` people in one channel. */
export function channelWorld(count: number, messages = 0): BenchWorld {
  return {
    people: count,
    conversations: [{ kind: 'channel', members: Array.from({ length: count }, (_, index) => index), messages }],
  }
}

/** `count` people and as many channels; each person is in `each` of them, and each channel has `each` people. */
export function wovenWorld(count: number, each: number, messages: number): BenchWorld {
  return {
    people: count,
    conversations: Array.from({ length: count }, (_, at) => ({
      kind: 'channel' as const,
      members: Array.from({ length: each }, (_none, place) => (at + place) % count),
      messages,
    })),
  }
}
