import { X } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { Tabs } from '../../design/tabs.tsx'
import { filePanes } from '../../live/files-address.ts'
import { useFileWords } from '../../words/file-words.ts'
import { Comments } from './comments.tsx'
import { Details } from './details.tsx'
import type { PreviewPaneProps } from './preview-props.ts'
import { Versions } from './versions.tsx'

/** Beside the file what is known of it, what was said about it, and what it was before. */
export function PreviewPane(props: PreviewPaneProps) {
  const { entry, pane, onPane } = props
  const { filePreview: t } = useFileWords()
  const contents = {
    details: <Details {...props} />,
    comments: <Comments {...props} />,
    versions: <Versions {...props} />,
  }
  return (
    <aside
      aria-label={t.pane}
      className="flex min-h-0 w-full shrink-0 flex-col bg-paper max-md:h-[58%] max-md:rounded-t-lg max-md:pb-[env(safe-area-inset-bottom)] max-md:shadow-float md:w-96 md:border-s md:border-line"
    >
      <div className="relative flex min-h-0 grow flex-col">
        <Tabs
          label={t.pane}
          value={pane}
          onValueChange={onPane}
          className="min-h-0 grow pt-1"
          tabs={filePanes.map((value) => ({
            value,
            label: t.paneTabs[value],
            ...(value === 'comments' ? { count: entry.openComments } : {}),
            content: value === pane && contents[value],
          }))}
        />
        <IconButton
          size="sm"
          label={t.closePane}
          icon={<X />}
          hasTooltip={false}
          onClick={() => onPane(null)}
          className="absolute! end-2 top-2.5"
        />
      </div>
    </aside>
  )
}
