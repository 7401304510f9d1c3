import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { EventView } from '#shared/contract/log.ts'
import { forgetAgentNames, useAgentNamesAhead } from '../entities/agents/agent-names.ts'
import { useConnection, useRpc } from '../rpc/context.tsx'
import { follow } from '../rpc/follow.ts'
import { createBatch } from '../rpc/reconnect.ts'
import { tellEvents } from '../stores/event-bus.ts'

/** Lists are read again at most this often, however many events come. */
const atMostEveryMs = 400
/** In place of a seq: whatever the newest is when the stream opens. */
const fromNow = -1

/** Keeps what was read true: each event of the log makes the lists it touches be read again. */
export function useEvents(): void {
  const { client, orpc } = useRpc()
  const queries = useQueryClient()
  const { opened } = useConnection()
  const newest = useRef(0)
  useAgentNamesAhead()

  useEffect(() => {
    const watching = new AbortController()
    const touch = createBatch<readonly EventView[]>(atMostEveryMs, (batches) => {
      const events = batches.flat()
      if (events.some(({ type }) => type.startsWith('agent.'))) forgetAgentNames(queries)
      for (const key of keysOf(events)) {
        void queries.invalidateQueries({
          queryKey: orpc[key].key(),
          predicate: ({ state }) => !isLong(state.data),
        })
      }
    })
    void follow<EventView>({
      after: fromNow,
      signal: watching.signal,
      open: async (after, signal) => {
        const seq = after === fromNow ? (await client.system.info(undefined, { signal })).seq : after
        return client.log.watchEvents({ after: seq }, { signal })
      },
      seqOf: (event) => event.seq,
      onItems: (events) => {
        newest.current = events.at(-1)?.seq ?? newest.current
        touch(events)
        tellEvents(events)
      },
      onRefused: () => {},
    })
    return () => watching.abort()
  }, [client, orpc, queries])

  useEffect(() => {
    if (opened <= 1) return
    void queries.invalidateQueries()
    // A backup was put in the place of the data: what this window knows is of another log.
    const isOlder = async () => (await client.system.info()).seq < newest.current
    isOlder().then(
      (is) => is && location.reload(),
      // Gone again: the next connection asks again.
      () => {},
    )
  }, [opened, queries, client])
}

const longPages = 3

/** Somebody has scrolled far down in it: to read all of its pages again would cost more than it is worth. */
function isLong(data: unknown): boolean {
  const pages: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'pages') : null
  return Array.isArray(pages) && pages.length > longPages
}

type Area =
  | 'runs'
  | 'projects'
  | 'inbox'
  | 'log'
  | 'memory'
  | 'goals'
  | 'plans'
  | 'agents'
  | 'budgets'
  | 'insight'

function keysOf(events: readonly EventView[]): ReadonlySet<Area> {
  const areas = new Set<Area>()
  for (const { type } of events) {
    if (type === 'attempt.logged') continue
    if (type.startsWith('plan.')) areas.add('plans')
    else if (type.startsWith('memory.')) areas.add('log').add('memory')
    else if (type.startsWith('decision.')) areas.add('goals').add('runs')
    else areas.add('runs').add('inbox')
    if (type.startsWith('agent.') || type.startsWith('attempt.')) areas.add('agents')
    if (/^(attempt|budget|decision|approval|run)\./.test(type)) areas.add('budgets')
    if (/^(project|plan|approval|run)\./.test(type)) areas.add('projects')
    if (type === 'run.settled') areas.add('insight')
  }
  return areas
}
