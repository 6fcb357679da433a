/** What must exist before a scenario begins. People and conversations are named by index. */
export interface BenchWorld {
  people: number
  conversations: {
    kind: 'direct' | 'channel'
    members: number[]
    messages?: number
  }[]
  /** Each is the friend of so many who come next, and so many who came before; their words are found. */
  friendsEach?: number
  /** Messages as people write them, over three years and in an index; words of its own where the person 0 is not. */
  isTalk?: boolean
  /** With files of about 200 words each, and words of its own where the person 0 is not. Only Kith gets them. */
  projects?: {
    members: number[]
    files: number
  }[]
  /** Posts, among people each of whom follows so many. */
  feed?: {
    posts: number
    followedEach: number
  }
  /** Bystanders: how a server fares that has been lived in. Only Kith gets them. */
  background?: {
    people: number
    conversations: number
    messages: number
  }
}
export declare const userId: (index: number) => string
export declare const conversationId: (index: number) => string
export declare const projectId: (index: number) => string
export declare const tokenOf: (index: number) => string
/** `count` people, each pair of neighbours (0 and 1, 2 and 3 …) in a direct conversation. */
export declare function pairsWorld(count: number): BenchWorld
/** `count` people in one channel. */
export declare function channelWorld(count: number, messages?: number): BenchWorld
/** `count` people and as many channels; each person is in `each` of them, and each channel has `each` people. */
export declare function wovenWorld(count: number, each: number, messages: number): BenchWorld
