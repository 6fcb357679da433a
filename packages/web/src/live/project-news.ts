import type { Project } from '@kith/protocol/projects.ts'
import { ProjectFollower } from '@kith/sdk/project-follower.ts'
import type { ProjectNews } from '@kith/sdk/project-follower.ts'
import { useEffect, useEffectEvent } from 'react'
import { client } from './client.ts'

/* Projects that somebody looks at: one follower each, however many parts of the page listen. Not for the first load. */

interface Followed {
  follower: ProjectFollower
  started: Promise<Project>
  holders: number
}

const followed = new Map<string, Followed>()

/** Follows a project until `release`. `started` is the project as it was then. @throws (`started`) ProblemError, OfflineError */
export function followProject(projectId: string): {
  follower: ProjectFollower
  started: Promise<Project>
  release: () => void
} {
  const known = followed.get(projectId) ?? begin(projectId)
  known.holders++
  let isHeld = true
  return {
    follower: known.follower,
    started: known.started,
    release: () => {
      if (!isHeld) return
      isHeld = false
      known.holders--
      if (known.holders > 0) return
      known.follower.close()
      if (followed.get(projectId) === known) followed.delete(projectId)
    },
  }
}

function begin(projectId: string): Followed {
  const follower = new ProjectFollower(client, projectId)
  const started = follower.start()
  const begun = { follower, started, holders: 0 }
  followed.set(projectId, begun)
  // Whoever asks again after that begins anew.
  started.catch(() => {
    if (followed.get(projectId) === begun) followed.delete(projectId)
  })
  return begun
}

/** Calls `hear` with all that is new in a project, as long as the component is shown. */
export function useProjectNews(projectId: string, hear: (news: ProjectNews) => void): void {
  const heard = useEffectEvent(hear)
  useEffect(() => {
    const { follower, release } = followProject(projectId)
    const stop = follower.listen((news) => heard(news))
    return () => {
      stop()
      release()
    }
  }, [projectId])
}
