import type { UsersTable } from './schema.ts'

/** What every new account begins with. */
export const freshUser = {
  personal_head: 0,
  state: 'active',
  first_name: '',
  last_name: '',
  status_emoji: '',
  status_text: '',
  status_until: null,
  links: '[]',
  avatar: null,
  is_private: 0,
  may_message: 'everyone',
  may_add: 'everyone',
  may_see_presence: 'everyone',
  may_see_reads: 'everyone',
  may_find_by_email: 'everyone',
  last_seen_at: null,
  email_verified_at: null,
  invited_by: null,
  invite_id: null,
  join_reason: '',
  suspension_reason: '',
  threads: 'beside',
} as const satisfies Partial<UsersTable>

export type FreshUser = typeof freshUser
