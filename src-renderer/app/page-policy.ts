import { config } from 'zod'
// Imported at startup, since only the first script can create the Trusted Types policy.
import '../ui/own-worker.ts'

// Runs before any schema is created. Otherwise zod tries to compile text, which the policy blocks and the console
// reports.
config({ jitless: true })
