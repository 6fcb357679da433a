import { expect } from '@playwright/test'
import type { Locator } from '@playwright/test'

interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** Where something stands once it has come to rest: in the same place as when it was last looked at. */
export async function restingBox(target: Locator): Promise<Box> {
  let box: Box | null = null
  await expect
    .poll(async () => {
      const before = box
      box = await target.boundingBox()
      return box !== null && before !== null && JSON.stringify(before) === JSON.stringify(box)
    })
    .toBe(true)
  if (box === null) throw new Error('nothing stands there')
  return box
}
