import { createRootRoute, Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { EventView } from '#shared/contract/log.ts'
import { words } from '#shared/words/words.ts'
import { CommandKeys } from '../commands/keys.tsx'
import { useAgentNamesAhead } from '../entities/agents/agent-names.ts'
import { useHeldAnswers } from '../entities/approvals/held/use-held-answers.ts'
import { Frame } from '../features/frame/frame.tsx'
import { ImportDialog } from '../features/import/import-dialog.tsx'
import { useConnection, useRpc } from '../rpc/context.tsx'
import { follow } from '../rpc/follow.ts'
import { tellEvents } from '../stores/event-bus.ts'
import { useTitle } from '../ui/hooks/use-title.ts'
import { EmptyNote } from '../ui/notes.tsx'
import { Toasts } from '../ui/toast.tsx'
import { OutsideLinks } from './outside-links.tsx'

export const root = createRootRoute({ component: Root, notFoundComponent: NotFound })

function Root() {
  useEvents()
  useHeldAnswers()
  return (
    <>
      <CommandKeys />
      <Frame />
      <ImportDialog />
      <OutsideLinks />
      <Toasts />
    </>
  )
}

function NotFound() {
  const say = words.shell.notFound
  useTitle(say.title)
  return (
    <EmptyNote
      icon={Compass}
      isWhole
      title={say.heading}
      action={
        <Link to="/" search={{}} className="font-medium text-accent hover:underline">
          {say.start}
        </Link>
      }
    >
      {say.about}
    </EmptyNote>
  )
}

/** Start at the newest event when the stream opens, instead of a sequence number. */
const fromNow = -1

/** Keeps queries current: each log event refetches the lists that it affects. */
function useEvents(): void {
  const { client, refresh } = useRpc()
  const { opened } = useConnection()
  const newest = useRef(0)
  useAgentNamesAhead()

  useEffect(() => {
    const watching = new AbortController()
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
        refresh.hear(events)
        tellEvents(events)
      },
      onRefused: () => {},
    })
    return () => watching.abort()
  }, [client, refresh])

  useEffect(() => {
    if (opened <= 1) return
    refresh.readAll()
    // After a restored backup, this window has seen events that the log does not contain.
    const isOlder = async () => (await client.system.info()).seq < newest.current
    isOlder().then(
      (is) => is && location.reload(),
      // The connection was lost again. The next connection repeats the check.
      () => {},
    )
  }, [opened, refresh, client])
}
