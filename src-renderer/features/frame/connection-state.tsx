import { clsx } from 'clsx'
import { Unplug } from 'lucide-react'
import { assertNever } from '#shared/assert.ts'
import type { ConnectionStatus } from '../../rpc/connection.ts'
import { useConnection } from '../../rpc/context.tsx'
import { Button } from '../../ui/button.tsx'

const wordOf = (status: ConnectionStatus): string => {
  switch (status) {
    case 'open':
      return 'Connected'
    case 'connecting':
      return 'Connecting…'
    case 'reconnecting':
      return 'Reconnecting…'
    case 'down':
      return 'Not running'
    case 'lost':
    case 'unauthorised':
      return 'Not connected'
    default:
      return assertNever(status, 'connection status')
  }
}

export function ConnectionState() {
  const { status } = useConnection()
  const tone =
    status === 'open' ? 'bg-done' : status === 'lost' || status === 'down' ? 'bg-failed' : 'bg-warning'
  return (
    <span role="status" className="inline-flex items-center gap-2 whitespace-nowrap text-faint text-sm">
      <span aria-hidden className={clsx('size-1.5 rounded-full', tone)} />
      <span className="hidden sm:inline">{wordOf(status)}</span>
    </span>
  )
}

/** Says that what is on screen stands still, and that nothing is lost by it. */
export function ConnectionBanner() {
  const { status } = useConnection()
  if (status === 'lost') {
    return (
      <div
        role="alert"
        className="flex shrink-0 items-center gap-3 border-line border-b bg-failed-soft px-6 py-2"
      >
        <Unplug size={14} className="shrink-0 text-failed" aria-hidden />
        <p className="min-w-0 flex-1">
          The engine closed the connection. What was running is kept; reload to see it.
        </p>
        <Button onClick={() => location.reload()}>Reload</Button>
      </div>
    )
  }
  if (status === 'down') {
    return (
      <div
        role="alert"
        className="flex shrink-0 items-start gap-3 border-line border-b bg-failed-soft px-6 py-2"
      >
        <Unplug size={14} className="mt-[3px] shrink-0 text-failed" aria-hidden />
        <p>
          <span className="font-medium">Switchyard is not running.</span> Start it again and open the link it
          prints: what it had done is kept, and the rest goes on.
        </p>
      </div>
    )
  }
  if (status !== 'reconnecting') return null
  return (
    <div
      role="alert"
      className="flex shrink-0 items-center gap-3 border-line border-b bg-warning-soft px-6 py-2"
    >
      <Unplug size={14} className="shrink-0 text-warning" aria-hidden />
      <p>
        <span className="font-medium">Reconnecting…</span> Runs go on without this window; it catches up as
        soon as it is connected.
      </p>
    </div>
  )
}
