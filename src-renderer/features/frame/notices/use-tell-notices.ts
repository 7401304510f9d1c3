import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { EventView } from '#shared/contract/log.ts'
import { answeredIn, noticeOf } from '../../../entities/notices/make-notices.ts'
import type { Notice } from '../../../entities/notices/notice.ts'
import { answerNotices, changeNotices } from '../../../entities/notices/notice-list.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { createBatch } from '../../../rpc/reconnect.ts'
import { hearEvents } from '../../../stores/event-bus.ts'
import { deliver } from './deliver.ts'
import { lookUpNames } from './look-up-names.ts'
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
