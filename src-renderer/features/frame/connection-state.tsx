import { clsx } from 'clsx'
import { Unplug } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { assertNever } from '#shared/assert.ts'
import { words } from '#shared/words/words.ts'
import type { ConnectionStatus } from '../../rpc/connection.ts'
import { useConnection } from '../../rpc/context.tsx'
import { restarting } from '../../rpc/restarting.ts'
import { Button } from '../../ui/controls/button.tsx'
import { showToast } from '../../ui/toast.tsx'
import { Banner } from './banner.tsx'

const say = words.shell.connection

const wordOf = (status: ConnectionStatus): string => {
  switch (status) {
    case 'open':
    case 'connecting':
    case 'reconnecting':
    case 'down':
      return say[status]
    case 'lost':
    case 'unauthorised':
      return say.lost
    default:
      return assertNever(status, 'connection status')
  }
}

export function ConnectionState() {
  const { status } = useConnection()
  const word = wordOf(status)
  const tone =
    status === 'open' ? 'bg-done' : status === 'lost' || status === 'down' ? 'bg-failed' : 'bg-warning'
  return (
    <span
      role="status"
      title={word}
      className="inline-flex items-center gap-2 whitespace-nowrap px-1 text-faint text-sm"
    >
      <span aria-hidden className={clsx('size-1.5 rounded-full', tone)} />
      <span className="max-lg:sr-only">{word}</span>
    </span>
  )
}

/**
 * Warns while the connection is lost that the screen is not updated and nothing is lost. Shows a toast after the
 * reconnect.
 */
export function ConnectionBanner() {
  const { status } = useConnection()
  const isRestarting = useStore(restarting)
  const wasGone = useRef(false)
  useEffect(() => {
    if (status === 'reconnecting' || status === 'down') wasGone.current = true
    if (status !== 'open' || !wasGone.current) return
    wasGone.current = false
    showToast({ title: say.caughtUp })
  }, [status])
  if (isRestarting && status !== 'open')
    return <Banner icon={Unplug} isFailure={false} title={say.restarting} about={say.restartingAbout} />
  switch (status) {
    case 'lost':
      return (
        <Banner icon={Unplug} isFailure title={say.lostTitle} about={say.lostAbout}>
          <Button onClick={() => location.reload()}>{say.reload}</Button>
        </Banner>
      )
    case 'down':
      return <Banner icon={Unplug} isFailure title={say.downTitle} about={say.downAbout} />
    case 'reconnecting':
      return <Banner icon={Unplug} isFailure={false} title={say.reconnecting} about={say.reconnectingAbout} />
    default:
      return null
  }
}
