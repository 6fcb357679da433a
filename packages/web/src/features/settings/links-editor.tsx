import { limits } from '@kith/protocol/limits.ts'
import type { ProfileLink } from '@kith/protocol/users.ts'
import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { Button } from '../../design/button.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { TextField } from '../../design/text-field.tsx'
import { useMoreWords } from '../../words/more-words.ts'

/** A link that is being written; its key stays while it changes. */
export interface LinkDraft extends ProfileLink {
  key: number
}

let nextKey = 1

export const draftsOf = (links: readonly ProfileLink[]): LinkDraft[] =>
  links.map((link) => ({ ...link, key: nextKey++ }))

/** What is stored: without those left empty, and with the scheme that people leave out. */
export function linksOf(drafts: readonly LinkDraft[]): ProfileLink[] {
  return drafts
    .map(({ title, url }) => ({ title: title.trim(), url: withScheme(url.trim()) }))
    .filter(({ url }) => url !== '')
}

const withScheme = (url: string): string => (url === '' || /^[a-z][\w+.-]*:/i.test(url) ? url : `https://${url}`)

export function isLink(text: string): boolean {
  if (text.trim() === '') return true
  const url = URL.parse(withScheme(text.trim()))
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname.includes('.')
}

interface LinksEditorProps {
  links: readonly LinkDraft[]
  /** Whether what is wrong is to be said. */
  isTried: boolean
  onLinksChange: (links: LinkDraft[]) => void
}

/** Where else one is to be found. */
export function LinksEditor({ links, isTried, onLinksChange }: LinksEditorProps) {
  const id = useId()
  const { settings } = useMoreWords()
  const t = settings.profile
  const change = (key: number, part: Partial<ProfileLink>): void =>
    onLinksChange(links.map((link) => (link.key === key ? { ...link, ...part } : link)))
  return (
    <fieldset aria-describedby={`${id}-hint`}>
      <legend className="text-sm font-semibold">{t.links}</legend>
      <p id={`${id}-hint`} className="mb-2 text-sm text-muted">
        {t.linksHint(limits.profileLinksMax)}
      </p>
      <ul className="flex flex-col gap-2">
        {links.map(({ key, title, url }, index) => (
          <li key={key} className="flex items-start gap-2">
            <div className="grid min-w-0 grow gap-2 sm:grid-cols-[2fr_3fr]">
              <TextField
                label={t.linkTitle(index + 1)}
                isLabelHidden
                placeholder={t.linkTitlePlaceholder}
                value={title}
                dir="auto"
                maxLength={limits.nameMax}
                autoComplete="off"
                onChange={(event) => change(key, { title: event.currentTarget.value })}
              />
              <TextField
                label={t.linkUrl(index + 1)}
                isLabelHidden
                type="url"
                placeholder="https://"
                value={url}
                dir="ltr"
                autoComplete="off"
                spellCheck={false}
                error={isTried && !isLink(url) ? t.linkWrong : undefined}
                onChange={(event) => change(key, { url: event.currentTarget.value })}
              />
            </div>
            <IconButton
              label={t.removeLink(index + 1)}
              icon={<X />}
              hasTooltip={false}
              onClick={() => onLinksChange(links.filter((link) => link.key !== key))}
            />
          </li>
        ))}
      </ul>
      {links.length < limits.profileLinksMax && (
        <Button
          size="sm"
          variant="ghost"
          className="mt-2 -ms-2 pointer-coarse:h-11"
          icon={<Plus aria-hidden="true" />}
          onClick={() => onLinksChange([...links, ...draftsOf([{ title: '', url: '' }])])}
        >
          {t.addLink}
        </Button>
      )}
    </fieldset>
  )
}
