import type { AttachmentKind } from '@kith/protocol/uploads.ts'
import { fold, isPart } from '../../database/search/fold.ts'

/** What a line of search says, taken apart. Names and titles are still as they were written. */
export interface Question {
  parts: string[]
  phrases: { text: string; isOpen: boolean }[]
  from: string[]
  in: string[]
  /** Milliseconds since 1970: created at or after, created before. */
  after: number | null
  before: number | null
  hasLink: boolean
  /** Of each of these the message must show something. */
  shows: (readonly AttachmentKind[])[]
  hasPost: boolean
  isReply: boolean
  /** What is looked for, folded, for showing where it was found and for finding people. */
  terms: string[]
}

/** Whether it asks for what only messages have. */
export function isOfMessages({ hasLink, hasPost, isReply, shows }: Question): boolean {
  return hasLink || hasPost || isReply || shows.length > 0
}

const DAY_MS = 86_400_000
const piece = /(\w+):"([^"]*)"|(\w+):(\S+)|"([^"]*)"?|(\S+)/gu

/** Takes a line apart; whatever is no operator is text, so nothing that is typed is ever wrong. */
export function readQuestion(line: string): Question {
  const question: Question = {
    parts: [],
    phrases: [],
    from: [],
    in: [],
    after: null,
    before: null,
    hasLink: false,
    shows: [],
    hasPost: false,
    isReply: false,
    terms: [],
  }
  for (const found of line.matchAll(piece)) {
    const [all, longName, longValue, name, value, phrase] = found
    const operator = (longName ?? name)?.toLowerCase()
    const given = longValue ?? value ?? ''
    if (operator !== undefined && operate(question, operator, given)) continue
    if (phrase === undefined) addText(question, all, true)
    else addText(question, phrase, false)
  }
  return question
}

/** False when it is no operator after all. */
function operate(question: Question, operator: string, value: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN
  switch (operator) {
    case 'from':
      question.from.push(value.replace(/^@/, ''))
      return true
    case 'in':
      question.in.push(value.replace(/^#/, ''))
      return true
    case 'before':
    case 'after':
    case 'on':
      if (Number.isNaN(day)) return false
      if (operator !== 'before') question.after = operator === 'on' ? day : day + DAY_MS
      if (operator !== 'after') question.before = operator === 'on' ? day + DAY_MS : day
      return true
    case 'has':
      return operateHas(question, value.toLowerCase())
    case 'is':
      if (value !== 'reply') return false
      question.isReply = true
      return true
    default:
      return false
  }
}

const kinds = new Map<string, readonly AttachmentKind[]>([
  ['attachment', ['image', 'video', 'audio', 'voice', 'pdf', 'file']],
  ['image', ['image']],
  ['photo', ['image']],
  ['picture', ['image']],
  ['video', ['video']],
  ['audio', ['audio', 'voice']],
  ['voice', ['voice']],
  ['pdf', ['pdf']],
  ['file', ['pdf', 'file', 'audio']],
])

function operateHas(question: Question, value: string): boolean {
  const wanted = kinds.get(value)
  if (wanted !== undefined) question.shows.push(wanted)
  else if (value === 'link') question.hasLink = true
  else if (value === 'post') question.hasPost = true
  else return false
  return true
}

function addText(question: Question, text: string, isOpen: boolean): void {
  const folded = fold(text)
  if (folded === '') return
  question.terms.push(folded)
  // A phrase in quotes is of whole words; anything else may be a part of one.
  if (isOpen && isPart(folded)) question.parts.push(folded)
  else question.phrases.push({ text: folded, isOpen })
}
