import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'
import { pageNeeds } from './page-needs.ts'

const compressible = /\.(js|css|html|svg|json|webmanifest)$/

/** Leaves a .br and a .gz beside each text file, so that the server sends them without working. */
function precompress(): Plugin {
  let folder = 'dist'
  return {
    name: 'kith-precompress',
    apply: 'build',
    configResolved: (config) => {
      folder = join(config.root, config.build.outDir)
    },
    closeBundle: () => {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !compressible.test(entry.name)) continue
        const path = join(entry.parentPath, entry.name)
        const bytes = readFileSync(path)
        if (bytes.length < 1024) continue
        const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, quality))
        writeFileSync(`${path}.gz`, gzipSync(bytes))
      }
    },
  }
}

export default defineConfig({
  plugins: [react(), tailwindcss(), pageNeeds(), precompress()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What the first load needs is one file: many small ones weigh more, and no later page waits for them.
            { name: 'first', test: /\/src\/main\.tsx$/, priority: 5 },
            // Signing in wants nothing of what the pages behind it share.
            { name: 'door', test: /\/features\/sign-in\/sign-in\.tsx$/, priority: 4 },
            // Each is a few lines; asked for one by one they cost a page more than all of them together.
            { name: 'icons', test: /\/lucide-react\//, minShareCount: 2, priority: 3 },
            // What most pages need comes with whichever is opened first.
            { name: 'common', minShareCount: 16, priority: 2 },
            { name: 'content', test: /\/features\/(markdown\/markdown|attachments\/attachments)\.tsx$/, priority: 1 },
            { name: 'feed', test: /\/features\/feed\/feed-page\.tsx$/, priority: 0 },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': 'http://127.0.0.1:3000', '/socket.io': { target: 'http://127.0.0.1:3000', ws: true } },
  },
})
