import { open } from 'node:fs/promises'
import { FileWindow, TooMuchWork } from './file-window.ts'
import { stripMatroska } from './matroska-metadata.ts'
import { stripMp4 } from './mp4-metadata.ts'

/**
 * Takes from a video what a camera wrote beside picture and sound: places, times, names and numbers of devices, small
 * pictures. The file is changed in place and stays as long as it was, so that every place in it is where it was. What is
 * no orderly file is left as it is from there on.
 */
export async function stripVideo(path: string, mediaType: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    const window = new FileWindow(file, (await file.stat()).size)
    if (mediaType === 'video/webm') await stripMatroska(window)
    else if (mediaType !== 'video/ogg') await stripMp4(window)
  } catch (error) {
    // Made up to keep the server busy: nobody else's is in it.
    if (!(error instanceof TooMuchWork)) throw error
  } finally {
    await file.close()
  }
}
