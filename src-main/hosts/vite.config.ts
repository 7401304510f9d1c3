import { resolve } from 'node:path'
import { defineConfig, type UserConfig } from 'vite'
import ownPackage from '../../package.json' with { type: 'json' }

interface Bundle {
  /** The module whose exports the bundle has. */
  readonly entry: string
  /** A folder two below the root, like the sources that ask where they are. */
  readonly outDir: string
  readonly name: string
}

/**
 * The dependencies of the package: a binary, packages that look for their own files, and 4 MB of packages that only a
 * model request or a started program loads. All others are bundled.
 */
const external = Object.keys(ownPackage.dependencies).map((name) => new RegExp(`^${name}(?:/|$)`))

/**
 * A CommonJS file for Node with all its modules. It starts in a third of the time of 300 files, and V8 keeps compiled
 * code for scripts, not for modules (`hosts/code-cache.mjs`).
 */
export const nodeBundle = ({ entry, outDir, name }: Bundle): UserConfig => ({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: entry,
    outDir: resolve(outDir),
    emptyOutDir: true,
    target: 'node24',
    // Shipped with what it lists.
    license: { fileName: 'licences.md' },
    rolldownOptions: {
      external,
      output: {
        format: 'cjs',
        entryFileNames: `${name}.cjs`,
        codeSplitting: false,
        // A script that is compiled by itself has no `import()` that Node does not warn about.
        dynamicImportInCjs: false,
      },
    },
  },
})

/** The server and the command line: `out/node/hosts.cjs`. */
export default defineConfig(
  nodeBundle({ entry: 'src-main/hosts/node.ts', outDir: 'out/node', name: 'hosts' }),
)
