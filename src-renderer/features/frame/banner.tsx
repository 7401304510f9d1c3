import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface BannerProps {
  readonly icon: LucideIcon
  readonly isFailure: boolean
  readonly title: string
  readonly about: string
  /** Actions: buttons and links. */
  readonly children?: ReactNode
}

/** Message about the entire window, above every screen. */
export function Banner({ icon: Icon, isFailure, title, about, children }: BannerProps) {
  return (
    <div
      role="alert"
      className={clsx(
        'flex shrink-0 items-center gap-3 border-line border-b px-6 py-2 max-sm:flex-wrap max-sm:px-4',
        isFailure ? 'bg-failed-soft' : 'bg-warning-soft',
      )}
    >
      <Icon size={14} className={clsx('shrink-0', isFailure ? 'text-failed' : 'text-warning')} aria-hidden />
      <p className="min-w-0 flex-1 max-sm:basis-[80%]">
        <span className="font-medium">{title}</span> {about}
      </p>
      {children}
    </div>
  )
}
