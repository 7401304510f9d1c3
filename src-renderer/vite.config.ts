import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const require = createRequire(import.meta.url)
const namedCharacters = require.resolve('decode-named-character-reference')

/** The interface, for every host: `out/renderer`, addressed relatively because app:// and http:// both serve it. */
export default defineConfig({
  root: 'src-renderer',
  base: './',
  plugins: [react(), tailwindcss()],
  // Markdown's named characters: the browser's edition reads them through innerHTML, which Trusted Types refuse.
  resolve: { alias: { 'decode-named-character-reference': namedCharacters } },
  build: {
    // Absolute: vite takes a relative one from `root`, electron-vite from the working folder.
    outDir: resolve('out/renderer'),
    emptyOutDir: true,
    // A package ships it (`hosts/electron/packaging/licences.ts`).
    license: { fileName: 'licences.md' },
    // Electron and whichever browser is the person's own.
    target: 'es2023',
    // The policy allows fonts and images of this origin only: nothing may become a data: address.
    assetsInlineLimit: 0,
    // Said here because electron-vite leaves it out otherwise.
    minify: 'oxc',
    cssMinify: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      // The first screen needs one file: requesting forty small files takes longer than reading them.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
})
