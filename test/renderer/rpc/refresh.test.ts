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

describe('the refresh after an event', () => {
  test('reloads only queries of the affected areas', async () => {
    const { refresh, watch } = watchScreens()
    const [runs, plans] = [watch({ path: ['runs', 'find'] }), watch({ path: ['plans', 'list'] })]
    await wait(0)
    refresh.hear([event('task.ready')])
    await wait(100)
    expect(runs).toHaveBeenCalledTimes(2)
    expect(plans).toHaveBeenCalledTimes(1)
  })

  test('keeps queries of other runs, unless runs share their data', async () => {
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

  test('reloads a list only a few times in a storm of events', async () => {
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

  test('limits the rate of an expensive query, and reloads immediately when its run ends', async () => {
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

  test('lets a running request finish, and reloads once afterwards', async () => {
    const { refresh, watch } = watchScreens()
    const runs = watch({ path: ['runs', 'find'], ms: 2000 })
    await wait(100)
    refresh.hear([event('task.ready')])
    await wait(1500)
    expect(runs).toHaveBeenCalledTimes(1)
    await wait(1500)
    expect(runs).toHaveBeenCalledTimes(2)
  })

  test('leaves a list with many pages unchanged', async () => {
    const { queries, refresh } = watchScreens()
    const queryKey = [['runs', 'find'], { type: 'infinite' }]
    queries.setQueryData(queryKey, { pages: [1, 2, 3, 4], pageParams: [] })
    refresh.hear([event('task.ready')])
    await wait(500)
    expect(queries.getQueryState(queryKey)?.isInvalidated).toBe(false)
  })
})

describe('the refresh after a command', () => {
  const clientOf = (refresh: ReturnType<typeof createRefresh>, call: () => Promise<unknown>) =>
    createClient({ ready: async () => ({ call }) }, refresh)

  test('is finished when the affected lists are reloaded', async () => {
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

  test('also reloads the lists after a refusal', async () => {
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

  test('does not wait for expensive queries, which follow through events', async () => {
    const { refresh, watch } = watchScreens()
    const summary = watch({ path: ['runs', 'getSummary'], atMostEveryMs: 2000 })
    await wait(0)
    await refresh.afterCommand(['runs', 'answerApproval'])
    expect(summary).toHaveBeenCalledTimes(1)
  })
})

test('all queries are reloaded after a lost connection', async () => {
  const { refresh, watch } = watchScreens()
  const reads = [watch({ path: ['runs', 'find'] }), watch({ path: ['tokens', 'list'] })]
  await wait(0)
  refresh.readAll()
  await wait(0)
  for (const read of reads) expect(read).toHaveBeenCalledTimes(2)
})
