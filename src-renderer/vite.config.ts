import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const require = createRequire(import.meta.url)
const namedCharacters = require.resolve('decode-named-character-reference')

/**
 * Build of the interface for every host: `out/renderer`, with relative URLs because app:// and http:// both serve it.
 */
export default defineConfig({
  root: 'src-renderer',
  base: './',
  plugins: [react(), tailwindcss()],
  // Named character references of Markdown: the browser build parses them through innerHTML, which Trusted Types
  // blocks.
  resolve: { alias: { 'decode-named-character-reference': namedCharacters } },
  build: {
    // Absolute, because vite resolves a relative path from `root` and electron-vite from the working directory.
    outDir: resolve('out/renderer'),
    emptyOutDir: true,
    // Included in the package (`hosts/electron/packaging/licences.ts`).
    license: { fileName: 'licences.md' },
    // Supported by Electron and by current browsers.
    target: 'es2023',
    // The content security policy allows fonts and images of this origin only, so no asset may become a data: URL.
    assetsInlineLimit: 0,
    // Explicit, because electron-vite does not minify by default.
    minify: 'oxc',
    cssMinify: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      // Puts the first screen into a single file: requesting forty small files takes longer than reading them.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
})
