import { StartError } from './start-error.ts'

/** A `.env` in the working folder counts as well; what is set outside wins. @throws StartError */
export function loadEnvFile(): void {
  try {
    process.loadEnvFile()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw new StartError(`The file .env cannot be read: ${error instanceof Error ? error.message : String(error)}.`)
  }
}
