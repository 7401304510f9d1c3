import type { Inbox } from '../app/runs/inbox.ts'
import { procedures, unwrap } from './wire/procedure.ts'

export const createInboxHandlers = (inbox: Inbox) => ({
  list: procedures.inbox.list.handler(() => inbox.list()),
  get: procedures.inbox.get.handler(({ input }) => unwrap(inbox.get(input.approvalId))),
  history: procedures.inbox.history.handler(({ input }) => inbox.history(input)),
})
