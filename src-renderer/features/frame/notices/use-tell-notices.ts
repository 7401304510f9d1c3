import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { z } from 'zod'
import type { EventView } from '#shared/contract/log.ts'
import { words } from '#shared/words/words.ts'
import {
  answeredIn,
  askedNotice,
  endedNotice,
  type Names,
  noticeOf,
} from '../../../entities/notices/make-notices.ts'
import { type Notice, settingOf } from '../../../entities/notices/notice.ts'
import {
  addNotices,
  answerNotices,
  changeNotices,
  listRead,
  noticeStore,
} from '../../../entities/notices/notice-list.ts'
import { isTold, readNoticeSettings } from '../../../entities/notices/notice-settings.ts'
import { nameOfRun } from '../../../entities/notices/notice-words.ts'
import type { Client, Rpc } from '../../../rpc/client.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { createBatch } from '../../../rpc/reconnect.ts'
import { hearEvents } from '../../../stores/event-bus.ts'
import { readPreference } from '../../../stores/preference.ts'
import { preferencesKnown, setPreference } from '../../../stores/preference-store.ts'
import { deliver } from './deliver.ts'

/** Batch window in milliseconds: events that arrive together are delivered together. */
const togetherMs = 400

/** Creates notices from events: approvals and finished runs. */
export function useTellNotices(): void {
  const { client, orpc } = useRpc()
  const queries = useQueryClient()
  const router = useRouter()
  useEffect(() => {
    const names = lookUpNames({ client, queries, orpc })
    let isOver = false
    let stopKeeping = () => {}
    // Start storing read ids only after the recall: an empty list would overwrite them.
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

/** Looks up names in the engine. If the lookup fails, the notice uses a generic name. */
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

const readName = 'notices.read'
const readSchema = z.array(z.string())
const dayMs = 86_400_000
/** Limit of recalled approvals. Beyond it the Inbox is the better place. */
const askedAtMost = 50
/** Limit of recalled runs: the page limit of the engine, and twice the length of the notice list. */
const endedAtMost = 200

/** Stores the ids of read notices, so that they are not new after a reload. Returns a function that unsubscribes. */
const keepRead = (): (() => void) =>
  noticeStore.subscribe(({ list }) => {
    const read = listRead(list)
    if (read.join() !== knownRead().join()) setPreference(readName, read)
  })

const knownRead = (): readonly string[] => readPreference(readName, readSchema) ?? []

/** Adds the notices missed while the window was closed: open approvals, and runs that ended in the last 24 hours. */
async function recallNotices(client: Client, names: Names): Promise<void> {
  const now = Date.now()
  const [approvals, runs] = await Promise.all([
    client.runs.listApprovals(),
    client.runs.find({
      filter: { group: ['done', 'gaps', 'failed', 'rejected', 'cancelled'], from: now - dayMs },
      limit: endedAtMost,
    }),
  ])
  await preferencesKnown()
  const read = new Set(knownRead())
  const asked = await Promise.all(approvals.slice(-askedAtMost).map((each) => askedNotice(each, names)))
  const ended = runs.flatMap((run) => {
    const notice = endedNotice({ ...run, title: nameOfRun(run) })
    return notice !== null && notice.at > now - dayMs ? [notice] : []
  })
  const settings = readNoticeSettings()
  const recalled = [...asked, ...ended]
    .filter(({ kind }) => isTold(settings, settingOf[kind]))
    .sort((a, b) => a.at - b.at)
    .map((notice) => ({ ...notice, isRead: read.has(notice.id) }))
  changeNotices((list) => addNotices(list, recalled, words.shell.notices.many))
}
