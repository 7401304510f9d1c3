// Starts the fake coding agent with a compile cache, because half of its startup time is module loading. The agent's
// own environment has no cache.
import module from 'node:module'
import { join } from 'node:path'

module.enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/switchyard-compiled'))
await import('./fake-agent.ts')
