import { ORPCError } from '@orpc/client'
import { QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EventView } from '#shared/contract/log.ts'
import { createClient } from '../../../src-renderer/rpc/client.ts'
import { createQueries, createRefresh } from '../../../src-renderer/rpc/refresh.ts'

const event = (type: string, runId: string | null = 'run_1'): EventView => ({
  ...{ seq: 1, at: 1, type, runId, taskKey: null, body: {} },
})

interface Watched {
  readonly path: readonly string[]
  readonly input?: object
  readonly atMostEveryMs?: number
  readonly ms?: number
}

/** Queries of open screens, each with the number of its requests. */
function watchScreens() {
  const queries = createQueries()
  const refresh = createRefresh(queries)
  const watch = ({ path, input, atMostEveryMs, ms = 0 }: Watched) => {
    const read = vi.fn(async () => {
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
      return read.mock.calls.length
    })
    const queryKey = [path, { type: 'query', ...(input !== undefined && { input }) }]
    const meta = atMostEveryMs === undefined ? {} : { atMostEveryMs }
    new QueryObserver(queries, { queryKey, queryFn: read, meta }).subscribe(() => {})
    return read
  }
  return { queries, refresh, watch }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('after an event', () => {
  test('only answers in the areas that it touches are read again', async () => {
    const { refresh, watch } = watchScreens()
    const [runs, plans] = [watch({ path: ['runs', 'find'] }), watch({ path: ['plans', 'list'] })]
    await wait(0)
    refresh.hear([event('task.ready')])
    await wait(100)
    expect(runs).toHaveBeenCalledTimes(2)
    expect(plans).toHaveBeenCalledTimes(1)
  })

  test('answers about another run stay, unless runs share what they are about', async () => {
    const { refresh, watch } = watchScreens()
    const own = watch({ path: ['runs', 'getTask'], input: { runId: 'run_1', taskKey: 'a' } })
    const other = watch({ path: ['runs', 'getTask'], input: { runId: 'run_2', taskKey: 'a' } })
    const why = watch({ path: ['insight', 'explainRun'], input: { runId: 'run_2' } })
    await wait(0)
    refresh.hear([event('task.ready')])
    await wait(100)
    expect(own).toHaveBeenCalledTimes(2)
    expect(other).toHaveBeenCalledTimes(1)
    expect(why).toHaveBeenCalledTimes(2)
  })

  test('a storm of events has a list read a few times', async () => {
    const { refresh, watch } = watchScreens()
    const runs = watch({ path: ['runs', 'find'] })
    await wait(0)
    for (let ms = 0; ms < 1000; ms += 10) {
      refresh.hear([event('task.ready'), event('attempt.started')])
      await wait(10)
    }
    await wait(1000)
    expect(runs.mock.calls.length).toBeGreaterThan(2)
    expect(runs.mock.calls.length).toBeLessThan(6)
  })

  test('an expensive answer keeps its pace, and is read at once when its run ends', async () => {
    const { refresh, watch } = watchScreens()
    const path = ['runs', 'getTimeline']
    const timeline = watch({ path, input: { runId: 'run_1' }, atMostEveryMs: 5000 })
    await wait(0)
    refresh.hear([event('task.ready')])
    await wait(4000)
    expect(timeline).toHaveBeenCalledTimes(1)
    await wait(1500)
    expect(timeline).toHaveBeenCalledTimes(2)
    refresh.hear([event('run.settled')])
    await wait(500)
    expect(timeline).toHaveBeenCalledTimes(3)
  })

  test('an answer under way is let come, and is read once more after it', async () => {
    const { refresh, watch } = watchScreens()
    const runs = watch({ path: ['runs', 'find'], ms: 2000 })
    await wait(100)
    refresh.hear([event('task.ready')])
    await wait(1500)
    expect(runs).toHaveBeenCalledTimes(1)
    await wait(1500)
    expect(runs).toHaveBeenCalledTimes(2)
  })

  test('a list with many pages in it is left as it is', async () => {
    const { queries, refresh } = watchScreens()
    const queryKey = [['runs', 'find'], { type: 'infinite' }]
    queries.setQueryData(queryKey, { pages: [1, 2, 3, 4], pageParams: [] })
    refresh.hear([event('task.ready')])
    await wait(500)
    expect(queries.getQueryState(queryKey)?.isInvalidated).toBe(false)
  })
})

describe('a command', () => {
  const clientOf = (refresh: ReturnType<typeof createRefresh>, call: () => Promise<unknown>) =>
    createClient({ ready: async () => ({ call }) }, refresh)

  test('is answered when the lists that it touches are new', async () => {
    const { refresh, watch } = watchScreens()
    const drafts = watch({ path: ['drafts', 'list'], ms: 300 })
    const runs = watch({ path: ['runs', 'find'] })
    await wait(300)
    const answered = vi.fn()
    void clientOf(refresh, async () => ({}))
      .drafts.remove({ draftId: 'draft_1' })
      .then(answered)
    await wait(200)
    expect(answered).not.toHaveBeenCalled()
    await wait(200)
    expect(answered).toHaveBeenCalledTimes(1)
    expect(drafts).toHaveBeenCalledTimes(2)
    expect(runs).toHaveBeenCalledTimes(1)
  })

  test('that was refused has its lists read again, too', async () => {
    const { refresh, watch } = watchScreens()
    const inbox = watch({ path: ['inbox', 'list'] })
    await wait(0)
    const refused = async () => {
      throw new ORPCError('E_APPROVAL_DECIDED')
    }
    const call = clientOf(refresh, refused).runs.delegateApproval({ approvalId: 'a', by: 'me', to: 'you' })
    await expect(Promise.all([call, wait(1000)])).rejects.toMatchObject({ code: 'E_APPROVAL_DECIDED' })
    expect(inbox).toHaveBeenCalledTimes(2)
  })

  test('does not wait for expensive answers, which follow by its events', async () => {
    const { refresh, watch } = watchScreens()
    const summary = watch({ path: ['runs', 'getSummary'], atMostEveryMs: 2000 })
    await wait(0)
    await refresh.afterCommand(['runs', 'answerApproval'])
    expect(summary).toHaveBeenCalledTimes(1)
  })
})

test('after a lost connection everything is read again', async () => {
  const { refresh, watch } = watchScreens()
  const reads = [watch({ path: ['runs', 'find'] }), watch({ path: ['tokens', 'list'] })]
  await wait(0)
  refresh.readAll()
  await wait(0)
  for (const read of reads) expect(read).toHaveBeenCalledTimes(2)
})
