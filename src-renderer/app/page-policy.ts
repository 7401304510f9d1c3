import { config } from 'zod'
// At once: the first script that creates the policy of Trusted Types has it for itself.
import '../ui/own-worker.ts'

// Before any schema is made: zod would try to compile text, which the policy refuses and the console reports.
config({ jitless: true })
