import type { Application } from '../app/application.ts'
import type { Notifier } from '../base/notifier.ts'
import { follow } from './wire/follow.ts'
import { procedures, unwrap } from './wire/procedure.ts'

type Areas = Pick<Application, 'audit' | 'memory'>

const newest = Number.MAX_SAFE_INTEGER

export const createLogHandlers = (news: Notifier, { audit, memory }: Areas) => ({
  listEvents: procedures.log.listEvents.handler(({ input: { before = newest, limit, runId = null } }) =>
    audit.listEvents({ before, limit, runId }),
  ),
  watchEvents: procedures.log.watchEvents.handler(({ input: { after }, signal }) =>
    follow({ news, after, signal, read: audit.readEventsAfter }),
  ),
  listMemory: procedures.log.listMemory.handler(({ input }) => {
    const { before = newest, limit, offset, query: text = '' } = input
    const { type = null, runId = null, projectId: ofProject = null, tag = null } = input
    return unwrap(memory.search({ text, offset, before, limit, type, runId, ofProject, tag }))
  }),
  getMemory: procedures.log.getMemory.handler(({ input }) => unwrap(memory.get(input.memoryId))),
})
