import { join } from 'node:path'
import { build } from 'vite'
import { nodeBundle } from '../../src-main/hosts/vite.config.ts'

const root = join(import.meta.dirname, '..', '..')
/** Two levels below the root, like the sources. */
const outDir = join(root, 'out', 'crash')

/** Bundles the victim program. A start from 300 source files takes four times the CPU time. */
export async function bundleVictim(): Promise<string> {
  const entry = join(import.meta.dirname, 'victim.ts')
  const { build: options, ...bundle } = nodeBundle({ entry, outDir, name: 'victim' })
  const { license: _, rolldownOptions, ...rest } = options ?? {}
  await build({
    ...bundle,
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ...rest,
      reportCompressedSize: false,
      rolldownOptions: {
        ...rolldownOptions,
        output: { format: 'es', entryFileNames: 'victim.mjs', codeSplitting: false },
      },
    },
  })
  return join(outDir, 'victim.mjs')
}
