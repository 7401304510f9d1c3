import { clsx } from 'clsx'
import { useNow } from '../../ui/hooks/use-now.ts'
import { Countdown } from '../../ui/text/time.tsx'
import { words } from '../../words/words.ts'
import { expiryOf } from './expiry.ts'

interface ExpiryTextProps {
  readonly postedAt: number
  readonly expiresAt: number
}

const tones = { none: '', far: '', half: 'text-warning', end: 'font-medium text-failed' } as const

/** How long there is to answer, in words, and a warning when half of it and nearly all of it is gone. */
export function ExpiryText({ postedAt, expiresAt }: ExpiryTextProps) {
  const now = useNow()
  const { expiresIn, halfGone, nearlyGone } = words.inbox
  const expiry = expiryOf({ postedAt, expiresAt }, now)
  const warning = expiry === 'half' ? halfGone : expiry === 'end' ? nearlyGone : null
  return (
    <span className={clsx('break-words', tones[expiry])}>
      {expiresIn} <Countdown until={expiresAt} />
      {warning !== null && ` · ${warning}`}
    </span>
  )
}
