#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { loadHosts } from '../load-hosts.mjs'
import { withNode24 } from '../with-node-24.mjs'

await withNode24(fileURLToPath(import.meta.url), async () => {
  const { runCli } = await loadHosts()
  await runCli()
})
