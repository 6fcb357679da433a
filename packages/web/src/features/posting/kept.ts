import { client } from '../../live/client.ts'
import { onLeaving } from '../../live/leaving.ts'
import { notUploaded } from '../../live/upload-state.ts'
import type { Begun } from './begun.ts'
import type { Slide } from './slide.ts'

/*
 * What was begun, in this browser: its words, and the pictures that are not on the server yet. Storage may be forbidden
 * or full: it then lasts as long as the page.
 */

const NAME = 'kith-posting'
/** By draft what was begun, without the pictures; by slide the pictures that are not on the server yet. */
const stores = ['begun', 'pictures'] as const
type StoreName = (typeof stores)[number]

interface Kept {
  userId: string
  begun: Begun
  keptAt: number
}

let opened: Promise<IDBDatabase> | null = null

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1)
    asked.addEventListener('upgradeneeded', () => {
      for (const name of stores) asked.result.createObjectStore(name)
    })
    asked.addEventListener('success', () => resolve(asked.result))
    asked.addEventListener('error', () => reject(asked.error ?? new Error('there is no storage')))
  })
  return opened
}

async function inStore<T>(
  name: StoreName,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const transaction = (await database()).transaction(name, mode)
  const request = act(transaction.objectStore(name))
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve(request.result))
    for (const event of ['error', 'abort'] as const) {
      transaction.addEventListener(event, () => reject(transaction.error ?? new Error('it was not kept')))
    }
  })
}

/** Whose pictures were written down since the page was loaded: they are large, and do not change. */
const written = new Set<string>()

type Picture = Pick<Slide, 'file' | 'original' | 'cut'>

/** Keeps it until it is posted or thrown away. */
export async function keepHere(begun: Begun): Promise<void> {
  const userId = client.state.me?.id
  if (userId === undefined) return
  const slides = begun.slides.map((slide) => ({ ...slide, file: null, original: null, cut: null }))
  const kept: Kept = { userId, begun: { ...begun, slides }, keptAt: Date.now() }
  try {
    for (const { key, file, original, cut, state } of begun.slides) {
      if (state === 'ready') await forgetPicture(key)
      else if (!written.has(key)) {
        written.add(key)
        const picture: Picture = { file, original, cut }
        await inStore('pictures', 'readwrite', (store) => store.put(picture, key))
      }
    }
    await inStore('begun', 'readwrite', (store) => store.put(kept, begun.draftId))
  } catch {
    // As above.
  }
}

async function forgetPicture(key: string): Promise<void> {
  if (!written.delete(key)) return
  await inStore('pictures', 'readwrite', (store) => store.delete(key))
}

export async function forgetHere({ draftId, slides }: Pick<Begun, 'draftId' | 'slides'>): Promise<void> {
  try {
    for (const { key } of slides) await forgetPicture(key)
    await inStore('begun', 'readwrite', (store) => store.delete(draftId))
  } catch {
    // As above.
  }
}

/** What this person began here and did not end. What was on its way begins to upload anew. */
export async function keptHere(): Promise<{ begun: Begun; changedAt: number }[]> {
  const userId = client.state.me?.id
  try {
    const all = await inStore('begun', 'readonly', (store) => store.getAll() as IDBRequest<Kept[]>)
    return await Promise.all(all.filter((kept) => kept.userId === userId).map(withPictures))
  } catch {
    return []
  }
}

async function withPictures({ begun, keptAt }: Kept): Promise<{ begun: Begun; changedAt: number }> {
  const slides = await Promise.all(begun.slides.map(withPicture))
  // What is not uploaded and not here any more cannot be shown.
  const present = slides.filter(({ state, file }) => state === 'ready' || file !== null)
  return { begun: { ...begun, phase: 'writing', slides: present }, changedAt: keptAt }
}

async function withPicture(slide: Slide): Promise<Slide> {
  if (slide.state === 'ready') return { ...slide, posterId: slide.posterId ?? null }
  const read = (store: IDBObjectStore): IDBRequest<Picture | undefined> => store.get(slide.key)
  const picture = await inStore('pictures', 'readonly', read)
  if (picture !== undefined) written.add(slide.key)
  return { ...slide, ...notUploaded, ...picture }
}

onLeaving(() => {
  written.clear()
  for (const name of stores) inStore(name, 'readwrite', (store) => store.clear()).catch(() => undefined)
})
