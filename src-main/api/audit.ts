import type { Audit } from '../app/audit/audit.ts'
import { procedures, unwrap } from './wire/procedure.ts'

export const createAuditHandlers = (audit: Audit) => ({
  getState: procedures.audit.getState.handler(() => audit.getState()),
  listOlder: procedures.audit.listOlder.handler(({ input: { filter, ...page } }) =>
    audit.listOlder(filter, page),
  ),
  listNewer: procedures.audit.listNewer.handler(({ input: { filter, ...page } }) =>
    audit.listNewer(filter, page),
  ),
  getEntry: procedures.audit.getEntry.handler(({ input: { seq } }) => unwrap(audit.getEntry(seq))),
  exportEntries: procedures.audit.exportEntries.handler(({ input: { after, limit } }) =>
    audit.exportEntries(after, limit),
  ),
  watchVerify: procedures.audit.watchVerify.handler(({ signal }) => audit.watchVerify(signal)),
  verify: procedures.audit.verify.handler(() => audit.verify()),
  replay: procedures.audit.replay.handler(() => audit.replay()),
  compact: procedures.audit.compact.handler(({ input }) => audit.compact(input)),
})
