import type { Drafts } from '../app/plans/drafts.ts'
import { follow } from './wire/follow.ts'
import { procedures, type TransactFor, unwrap } from './wire/procedure.ts'

export const createDraftHandlers = (transactFor: TransactFor, drafts: Drafts) => ({
  list: procedures.drafts.list.handler(() => drafts.list()),
  get: procedures.drafts.get.handler(({ input: { draftId } }) => unwrap(drafts.get(draftId))),
  watch: procedures.drafts.watch.handler(({ input: { draftId, after }, signal }) =>
    follow({ news: drafts.news, after, signal, read: unwrap(drafts.openRevisions(draftId)) }),
  ),
  create: procedures.drafts.create.handler(({ input, context }) =>
    unwrap(drafts.create(input, transactFor(context))),
  ),
  save: procedures.drafts.save.handler(({ input, context }) =>
    unwrap(drafts.save(input, transactFor(context))),
  ),
  remove: procedures.drafts.remove.handler(({ input: { draftId }, context }) =>
    unwrap(drafts.remove(draftId, transactFor(context))),
  ),
})
