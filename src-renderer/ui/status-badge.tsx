import { clsx } from 'clsx'
import { lookOf, type StatusName, type Tone } from './status-looks.ts'

const inks: Record<Tone, string> = {
  neutral: 'text-neutral',
  ready: 'text-ready',
  running: 'text-running',
  attention: 'text-attention',
  warning: 'text-warning',
  done: 'text-done',
  failed: 'text-failed',
  over: 'text-over',
}
const grounds: Record<Tone, string> = {
  neutral: 'bg-neutral-soft',
  ready: 'bg-ready-soft',
  running: 'bg-running-soft',
  attention: 'bg-attention-soft',
  warning: 'bg-warning-soft',
  done: 'bg-done-soft',
  failed: 'bg-failed-soft',
  over: 'bg-over-soft',
}

export const inkOfTone = (tone: Tone): string => inks[tone]
export const groundOfTone = (tone: Tone): string => grounds[tone]
export const inkOf = (name: StatusName): string => inks[lookOf(name).tone]
export const groundOf = (name: StatusName): string => grounds[lookOf(name).tone]

export function StatusIcon({ status, size = 14 }: { status: StatusName; size?: number }) {
  const { icon: Icon, isFilled } = { isFilled: false, ...lookOf(status) }
  return (
    <Icon
      size={size}
      strokeWidth={2.25}
      fill={isFilled ? 'currentColor' : 'none'}
      className={clsx('shrink-0', inkOf(status), status === 'running' && 'turning')}
      aria-hidden
    />
  )
}

interface StatusBadgeProps {
  readonly status: StatusName
  readonly percent?: number | null
  readonly isPill?: boolean
  /** Inherits the font size. */
  readonly isInherited?: boolean
}

/** Status badge with icon, word and colour, used for runs, tasks and attempts. `percent` is 0-100. */
export function StatusBadge(props: StatusBadgeProps) {
  const { status, percent = null, isPill = false, isInherited = false } = props
  return (
    <span
      data-status={status}
      className={clsx(
        'inline-flex items-center gap-1.5 whitespace-nowrap font-medium',
        isInherited ? 'text-[length:inherit]' : 'text-sm',
        inkOf(status),
        isPill && `rounded-full py-1 pe-2.5 ps-2 ${groundOf(status)}`,
      )}
    >
      <StatusIcon status={status} />
      {lookOf(status).word}
      {status === 'running' && percent !== null && <span className="tabular">{Math.round(percent)}%</span>}
    </span>
  )
}
