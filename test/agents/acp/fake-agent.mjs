// The fake coding agent from a compile cache: its environment has none, and half of a start goes into reading its modules.
import module from 'node:module'
import { join } from 'node:path'

module.enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/switchyard-compiled'))
await import('./fake-agent.ts')
