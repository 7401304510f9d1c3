import { defineConfig } from 'electron-vite'
import renderer from './src-renderer/vite.config.ts'

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      license: { fileName: 'licences.md' },
      rollupOptions: { input: { main: 'src-main/hosts/electron/main.ts' } },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { preload: 'src-main/hosts/electron/preload.ts' },
        // A sandboxed preload is loaded as CommonJS only.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...renderer,
    build: {
      ...renderer.build,
      rollupOptions: { ...renderer.build?.rollupOptions, input: 'src-renderer/index.html' },
    },
  },
})
