import type { Api } from '@kith/sdk/api.ts'
import { uploadFile } from '@kith/sdk/upload.ts'
import { photo, voice } from './scenes.ts'
import type { Brought } from './talk/talk.ts'

const LONG_PX = 1_200
const SHORT_PX = 860

/** Uploads what goes with a line, in its order: photos in both formats, then what was spoken. */
export async function bring(api: Api, { photos = [], spokenSeconds }: Brought): Promise<string[]> {
  const ids: string[] = []
  for (const [index, scene] of photos.entries()) {
    const isUpright = index % 3 === 1
    const picture = await photo(scene, isUpright ? SHORT_PX : LONG_PX, isUpright ? LONG_PX : SHORT_PX)
    ids.push((await uploadFile(api, picture)).id)
  }
  if (spokenSeconds !== undefined) {
    const { file, durationMs, waveform } = voice(spokenSeconds)
    ids.push((await uploadFile(api, file, { as: 'voice', durationMs, waveform: waveform.join(',') })).id)
  }
  return ids
}
