import { FolderKanban, GalleryVerticalEnd, Hash, MessageCircle, UsersRound } from 'lucide-react'

/** Where one can go from anywhere, in the order of the rail and of the bar. */
export const places = [
  { to: '/chats', name: 'chats', icon: MessageCircle },
  { to: '/feed', name: 'feed', icon: GalleryVerticalEnd },
  { to: '/projects', name: 'projects', icon: FolderKanban },
  { to: '/channels', name: 'channels', icon: Hash },
  { to: '/people', name: 'people', icon: UsersRound },
] as const

/** On a phone there is room for fewer: the channels are a step away, in the menu of the chats. */
export const placesOnPhone = places.filter(({ to }) => to !== '/channels')

/** Whoever goes to a place sees all of it, however it was narrowed down before. */
export const everything = { project: undefined }
