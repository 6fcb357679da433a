import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../../start-error.ts'

const markOf = (directory: string): string => join(directory, 'moved')

/** From here on no Kith starts on the database in `directory`: what it stored would be missing in the new one. */
export function markMoved(directory: string, where: string): void {
  const at = new Date().toISOString()
  writeFileSync(
    markOf(directory),
    `The database in this folder moved to ${where} on ${at}.\nIt is as it was then. Kith starts on it again once this file is removed.\n`,
  )
}

/** @throws StartError when the database in `directory` has moved */
export function refuseMoved(directory: string): void {
  const path = markOf(directory)
  if (!existsSync(path)) return
  const [said = ''] = readFileSync(path, 'utf8').split('\n')
  throw new StartError(
    `${said} Set DATABASE_URL to go on there. To go back to what was before, with nothing of what came since, remove ${path}.`,
  )
}
