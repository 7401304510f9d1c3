import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { useTitle } from './hooks/use-title.ts'

interface PageProps {
  readonly title: string
  /** Short description of the page, one sentence. */
  readonly about?: string
  /** Buttons to the right of the title. */
  readonly actions?: ReactNode
  /** `full`: the content fills the window and scrolls by itself. */
  readonly width?: 'text' | 'wide' | 'full'
  readonly children: ReactNode
}

const widths = { text: 'max-w-[960px]', wide: 'max-w-[1240px]', full: 'max-w-none' } as const

/** Layout of a screen: heading, actions and content. */
export function Page({ title, about, actions, width = 'wide', children }: PageProps) {
  useTitle(title)
  const isFull = width === 'full'
  return (
    <div className={clsx('mx-auto flex flex-col px-6 py-5', widths[width], isFull && 'h-full min-h-0')}>
      <div className="mb-4 flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-56 flex-1">
          <h1 className="break-words font-semibold text-xl">{title}</h1>
          {about !== undefined && <p className="mt-0.5 max-w-[80ch] text-pretty text-muted">{about}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {isFull ? <div className="flex min-h-0 flex-1 flex-col">{children}</div> : children}
    </div>
  )
}
