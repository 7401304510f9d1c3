import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { EventView } from '#shared/contract/log.ts'
import { answeredIn, type Names, noticeOf } from '../../../entities/notices/make-notices.ts'
import type { Notice } from '../../../entities/notices/notice.ts'
import { answerNotices, changeNotices } from '../../../entities/notices/notice-list.ts'
import { nameOfRun } from '../../../entities/notices/notice-words.ts'
import type { Rpc } from '../../../rpc/client.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { createBatch } from '../../../rpc/reconnect.ts'
import { hearEvents } from '../../../stores/event-bus.ts'
import { words } from '../../../words/words.ts'
import { deliver } from './deliver.ts'
import { keepRead, recallNotices } from './recall-notices.ts'

/** Questions that come together are told together. */
const togetherMs = 400

/** Tells what happens while nobody looks at it. */
export function useTellNotices(): void {
  const { client, orpc } = useRpc()
  const queries = useQueryClient()
  const router = useRouter()
  useEffect(() => {
    const names = lookUpNames({ client, queries, orpc })
    let isOver = false
    let stopKeeping = () => {}
    // Not before: of an empty list nothing is read.
    void recallNotices(client, names).then(() => {
      if (!isOver) stopKeeping = keepRead()
    })
    const tell = createBatch<EventView>(togetherMs, async (events) => {
      const answered = answeredIn(events)
      const notices = await Promise.all(events.map((event) => noticeOf(event, names)))
      const told = notices.filter((notice): notice is Notice => notice !== null)
      deliver(told, router)
      changeNotices((list) => answerNotices(list, answered))
    })
    const stopHearing = hearEvents((events) => {
      for (const event of events) if (/^(approval\.|run\.settled)/.test(event.type)) tell(event)
    })
    return () => {
      isOver = true
      stopKeeping()
      stopHearing()
    }
  }, [client, orpc, queries, router])
}

const say = words.shell.notices

/** Names as the engine has them. A name that cannot be had is no reason to keep quiet. */
const lookUpNames = ({
  orpc,
  client,
  queries,
}: Pick<Rpc, 'client' | 'orpc'> & { queries: QueryClient }): Names => ({
  async run(runId) {
    const asked = orpc.runs.find.queryOptions({
      input: { filter: { id: [runId] }, limit: 1 },
      staleTime: Number.POSITIVE_INFINITY,
    })
    const found = await queries.fetchQuery(asked).catch(() => [])
    const [run] = found
    return run === undefined ? say.aRun : nameOfRun(run)
  },
  task: (runId, taskKey) =>
    client.runs.getTask({ runId, taskKey }).then(
      ({ task }) => task.title,
      () => (taskKey === '' ? say.aTask : taskKey),
    ),
})
