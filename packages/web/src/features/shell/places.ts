import { Hash, MessageCircle, UsersRound } from 'lucide-react'

/** Where one can go from anywhere, in the order of the rail and of the bar. */
export const places = [
  { to: '/chats', name: 'chats', icon: MessageCircle },
  { to: '/channels', name: 'channels', icon: Hash },
  { to: '/people', name: 'people', icon: UsersRound },
] as const
