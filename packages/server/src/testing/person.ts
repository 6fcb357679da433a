import type { CallInput, CallReply, EndpointKey } from '@kith/protocol/registry.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import { KithClient } from '@kith/sdk/client.ts'
import type { CallOptions } from '@kith/sdk/api.ts'
import { until } from './until.ts'

/** One device: nobody's yet, or that of somebody who is signed in. The SDK's own client, with what tests ask often. */
export class Person extends KithClient {
  get user(): OwnUser {
    const { me } = this.state
    if (me === null) throw new Error('nobody is signed in on this device')
    return me
  }

  /** Every account of a world has one of its own. */
  get password(): string {
    return passwordOf(this.user.username)
  }

  call<K extends EndpointKey>(key: K, input: CallInput<K>, options?: CallOptions): Promise<CallReply<K>> {
    return this.api.call(key, input, options)
  }

  /** The conversation that everyone is in. */
  get lobbyId(): string {
    const lobby = [...this.state.conversations.values()].find(({ isLobby }) => isLobby)
    if (lobby === undefined) throw new Error('the list has no lobby')
    return lobby.id
  }

  /** The texts in the window of a conversation, as this device shows them. */
  bodies(conversationId: string): string[] {
    return (this.state.timelines.get(conversationId)?.items ?? []).map(({ body }) => body)
  }

  unread(conversationId: string): number | undefined {
    return this.state.conversations.get(conversationId)?.unread
  }

  /** Resolves once the state fulfils `condition`; fails the test when it never does. */
  async until(condition: (state: KithClient['state']) => boolean, what = 'a state'): Promise<void> {
    await until(this, () => condition(this.state), what)
  }
}

export function passwordOf(username: string): string {
  return `${username} likes rain on tin roofs`
}
