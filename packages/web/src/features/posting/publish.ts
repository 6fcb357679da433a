import { ProblemError } from '@kith/sdk/problem-error.ts'
import { dismissToast, showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { setLayer } from '../../live/layers.ts'
import { onLeaving } from '../../live/leaving.ts'
import { posts } from '../../live/posts.ts'
import { stopUpload } from '../../live/upload-queue.ts'
import { postingWordsNow } from '../../words/posting-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { wordsNow } from '../../words/words.ts'
import { begunNow, change, contentOf, isReady, setBegun, watchBegun } from './begun.ts'
import type { Begun } from './begun.ts'
import { settled, stopKeeping } from './keeping.ts'
import { openPosting } from './posting.tsx'

/** Which toast says how far the post is. */
const TOAST = 'posting'

let goTo: (postId: string) => void = () => undefined

/** How one gets to a post; the composer, which knows the router, says it. */
export function setGoTo(go: (postId: string) => void): void {
  goTo = go
}

/** Posts what is begun as soon as all of it is uploaded and there is a connection, wherever one looks by then. */
export function wantPosted(isWanted: boolean): void {
  change({ phase: isWanted ? 'wanted' : 'writing' })
}

function goOn(): void {
  const begun = begunNow()
  if (begun?.phase !== 'wanted' || !isReady(begun)) return
  // Without a connection it waits for one.
  if (client.state.connection.state === 'online') void publish(begun)
}

async function publish(begun: Begun): Promise<void> {
  const { posting: t } = postingWordsNow()
  change({ phase: 'posting' })
  // A draft that came after the post would bring it back.
  await settled()
  const { clientId, draftId, isOnServer } = begun
  try {
    const draft = (begunNow()?.isOnServer ?? isOnServer) ? { draftId } : {}
    const post = await posts.publish({ ...contentOf(begun), clientId, ...draft })
    await stopKeeping(begun)
    if (begunNow()?.draftId === draftId) setBegun(null)
    setLayer('posting', null)
    showToast({
      id: TOAST,
      tone: 'positive',
      title: t.posted,
      action: { label: t.see, onSelect: () => goTo(post.id) },
    })
  } catch (error) {
    const isUnreached = !(error instanceof ProblemError) && client.state.connection.state !== 'online'
    change({ phase: isUnreached ? 'wanted' : 'writing' })
    if (isUnreached) return
    const text = sentenceFor(error, wordsNow())
    const action = { label: t.tryAgain, onSelect: () => wantPosted(true) }
    showToast({ id: TOAST, tone: 'danger', title: t.notPosted, text, durationMs: 0, action })
  }
}

let wasWanted = false

/** What cannot be uploaded holds up the post: whoever looks elsewhere by then is told. */
function tellFailed(): void {
  const begun = begunNow()
  const hasFailed = begun?.phase === 'writing' && begun.slides.some(({ state }) => state === 'failed')
  if (wasWanted && hasFailed) {
    const { posting: t } = postingWordsNow()
    const action = { label: t.look, onSelect: () => openPosting() }
    showToast({ id: TOAST, tone: 'danger', title: t.notPosted, text: t.notAllUploaded, durationMs: 0, action })
  }
  wasWanted = begun?.phase === 'wanted'
}

watchBegun(tellFailed)
watchBegun(goOn)
client.subscribe(goOn)

/** What was begun belongs to the account that signs out here. */
onLeaving(() => {
  for (const { key } of begunNow()?.slides ?? []) stopUpload(key)
  dismissToast(TOAST)
  setLayer('posting', null)
  setBegun(null)
})

// Who closes the window while pictures are on their way is asked once more.
window.addEventListener('beforeunload', (event) => {
  const begun = begunNow()
  if (begun !== null && begun.phase !== 'writing') event.preventDefault()
})
