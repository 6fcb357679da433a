import type { Plugin } from 'vite'

/*
 * What a page needs beyond the first load, written down for the server: it names that with the page itself, so that all
 * of it is on its way at once instead of one after the other.
 */

interface Page {
  /** Where the page begins, under `src/`. */
  module: string
  /** What it asks for first, exactly as the SDK asks. */
  calls: readonly string[]
}

const list = '/api/conversations?limit=100'

/** By the first part of the address; with `/*` for what lies beneath it. */
const pages: Readonly<Record<string, Page>> = {
  'sign-in': { module: 'features/sign-in/sign-in.tsx', calls: [] },
  chats: { module: 'features/chats/chats.tsx', calls: [list] },
  'chats/*': { module: 'features/conversation/conversation.tsx', calls: [list] },
  feed: { module: 'features/feed/feed-page.tsx', calls: ['/api/feed?of=home&limit=20', list] },
  'feed/*': { module: 'features/feed/saved-posts-page.tsx', calls: [list] },
  people: { module: 'features/people/people.tsx', calls: [list] },
  posts: { module: 'features/posts/post-page.tsx', calls: [list] },
  projects: { module: 'features/projects/projects-page.tsx', calls: [list] },
  'projects/*': { module: 'features/projects/project-page.tsx', calls: [list] },
  search: { module: 'features/search/search.tsx', calls: [list] },
  settings: { module: 'features/settings/settings.tsx', calls: [list] },
}

/** Leaves `page-needs.json` in the build. */
export function pageNeeds(): Plugin {
  return {
    name: 'kith-page-needs',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk')
      const chunkOf = (module: string) => chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(module)))
      const withImports = (fileName: string, known: Set<string>): Set<string> => {
        if (known.has(fileName)) return known
        known.add(fileName)
        for (const each of chunks.find((chunk) => chunk.fileName === fileName)?.imports ?? []) withImports(each, known)
        return known
      }
      const first = withImports(chunkOf('/src/main.tsx')?.fileName ?? '', new Set())
      const styles = [...first].flatMap((fileName) => [
        ...(chunks.find((chunk) => chunk.fileName === fileName)?.viteMetadata?.importedCss ?? []),
      ])
      // Letters that come late push aside what stands beside them.
      const fonts = Object.keys(bundle).filter((fileName) => /figtree-latin-wght-normal[^/]*\.woff2$/.test(fileName))
      const addressed = (fileNames: Iterable<string>): string[] => [...fileNames].map((fileName) => `/${fileName}`)
      const byPlace = Object.entries(pages).map(([at, { module, calls }]) => {
        const chunk = chunkOf(`/src/${module}`)
        if (chunk === undefined) throw new Error(`no chunk has ${module}`)
        const scripts = [...withImports(chunk.fileName, new Set())].filter((fileName) => !first.has(fileName))
        return [at, { scripts: addressed(scripts), calls }]
      })
      this.emitFile({
        type: 'asset',
        fileName: 'page-needs.json',
        source: JSON.stringify({
          first: { styles: addressed(styles), fonts: addressed(fonts), scripts: addressed(first) },
          pages: Object.fromEntries(byPlace),
        }),
      })
    },
  }
}
