// `npm run shots -- [--look LOOK] [SCREEN...]`: takes pictures of all screens from seeded data, in the folder
// `shots`.
import { fileURLToPath } from 'node:url'
import { withNode24 } from '../../src-main/hosts/with-node-24.mjs'

await withNode24(fileURLToPath(import.meta.url), async () => {
  const { takeShots } = await import('./main.ts')
  process.exitCode = await takeShots(process.argv.slice(2))
})
