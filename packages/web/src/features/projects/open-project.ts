import type { Project } from '@kith/protocol/projects.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { createContext, useContext, useEffect, useState } from 'react'
import { followProject } from '../../live/project-news.ts'
import { projects, useProject } from '../../live/projects.ts'

/** The project whose page is open, for its parts. */
export const OpenProject = createContext<Project | null>(null)

/** The project whose page surrounds this. */
export function useOpenProject(): Project {
  const project = useContext(OpenProject)
  if (project === null) throw new Error('there is no open project around this')
  return project
}

export type Opened =
  | { state: 'loading' }
  | { state: 'here'; project: Project }
  /** It is not one's own, or not any more. */
  | { state: 'gone' }
  | { state: 'failed'; error: unknown; again: () => void }

/** Follows the project as long as its page is shown. */
export function useOpening(projectId: string): Opened {
  const project = useProject(projectId)
  const [error, setError] = useState<unknown>(null)
  const [attempt, setAttempt] = useState(0)
  const [wasHere, setWasHere] = useState(false)
  if (project !== undefined && !wasHere) setWasHere(true)

  useEffect(() => {
    const { started, release } = followProject(projectId)
    let isShown = true
    Promise.all([started, projects()]).then(
      ([own, keeper]) => keeper.take(own),
      (failure: unknown) => {
        if (isShown) setError(failure)
      },
    )
    return () => {
      isShown = false
      release()
    }
  }, [projectId, attempt])

  if (project !== undefined) return { state: 'here', project }
  if (wasHere || (error instanceof ProblemError && error.status === 404)) return { state: 'gone' }
  if (error === null) return { state: 'loading' }
  return {
    state: 'failed',
    error,
    again: () => {
      setError(null)
      setAttempt(attempt + 1)
    },
  }
}
