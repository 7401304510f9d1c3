import type { Services } from './context.ts'
import { procedures } from './procedure.ts'

export const createAuditHandlers = ({ auditor }: Services) => ({
  verify: procedures.audit.verify.handler(() => auditor.verify()),
  replay: procedures.audit.replay.handler(() => auditor.replay()),
  compact: procedures.audit.compact.handler(({ input }) => auditor.compact(input)),
})
