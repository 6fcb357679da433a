import { z } from 'zod'
import { limits } from './limits.ts'
import { hasAtMost } from './text.ts'

// What is recommended for general interchange: skin tones, flags, keycaps and those joined of several are one each.
const oneEmoji = new RegExp('^\\p{RGI_Emoji}$', 'v')
const EMOJI_LOOK = '\uFE0F'

/**
 * A single emoji. One that needs a mark to look like an emoji, as the heart does, is the same with and without it, and
 * leaves with it.
 */
export const emoji = z
  .string()
  .refine((value) => hasAtMost(value, limits.emojiMax), { message: 'is too long for an emoji', abort: true })
  .transform((value) => (oneEmoji.test(value + EMOJI_LOOK) ? value + EMOJI_LOOK : value))
  .refine((value) => oneEmoji.test(value), 'is not a single emoji')
