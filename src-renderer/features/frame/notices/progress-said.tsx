import { useEffect, useState } from 'react'
import type { EventView } from '#shared/contract/log.ts'
import { createBatch } from '../../../rpc/reconnect.ts'
import { hearEvents } from '../../../stores/event-bus.ts'
import { words } from '../../../words/words.ts'

/** More often nobody could listen to it. */
const saidEveryMs = 5000

/** What went on, for those who listen: one sentence in five seconds. */
export function ProgressSaid() {
  const [said, setSaid] = useState('')
  useEffect(() => {
    const tell = createBatch<EventView['type']>(saidEveryMs, (types) => {
      const count = (type: string) => types.filter((each) => each === type).length
      setSaid(words.shell.notices.progress(count('attempt.finished'), count('attempt.failed')))
    })
    return hearEvents((events) => {
      for (const { type } of events) if (/^attempt\.(finished|failed)$/.test(type)) tell(type)
    })
  }, [])
  return (
    <div aria-live="polite" className="sr-only">
      {said}
    </div>
  )
}
