import { resolve } from 'node:path'
import { defineConfig, type UserConfig } from 'vite'
import ownPackage from '../../package.json' with { type: 'json' }

interface Bundle {
  /** Module whose exports the bundle provides. */
  readonly entry: string
  /** Must be two levels below the root, like the sources, because code derives the root from its own location. */
  readonly outDir: string
  readonly name: string
}

/**
 * Dependencies of the package, which are not bundled. They are a native binary, packages that look up their own files,
 * and 4 MB of packages needed only for model requests or started programs. Everything else is bundled.
 */
const external = Object.keys(ownPackage.dependencies).map((name) => new RegExp(`^${name}(?:/|$)`))

/**
 * Builds one CommonJS file for Node with all modules. A single file starts in a third of the time of 300 files. V8
 * also caches compiled code for scripts, but not for modules (`hosts/code-cache.mjs`).
 */
export const nodeBundle = ({ entry, outDir, name }: Bundle): UserConfig => ({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: entry,
    outDir: resolve(outDir),
    emptyOutDir: true,
    target: 'node24',
    // Licences of the bundled packages, shipped beside the bundle.
    license: { fileName: 'licences.md' },
    rolldownOptions: {
      external,
      output: {
        format: 'cjs',
        entryFileNames: `${name}.cjs`,
        codeSplitting: false,
        // Turns `import()` into `require`, because Node warns about `import()` in a separately compiled script.
        dynamicImportInCjs: false,
      },
    },
  },
})

/** Bundle of the server and the command line: `out/node/hosts.cjs`. */
export default defineConfig(
  nodeBundle({ entry: 'src-main/hosts/node.ts', outDir: 'out/node', name: 'hosts' }),
)
