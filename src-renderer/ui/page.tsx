import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { useTitle } from './hooks/use-title.ts'

interface PageProps {
  readonly title: string
  /** The content of the page in a sentence. */
  readonly about?: string
  /** Buttons, at the right of the title. */
  readonly actions?: ReactNode
  /** `full`: what is below the heading has the whole of the window and scrolls by itself. */
  readonly width?: 'text' | 'wide' | 'full'
  readonly children: ReactNode
}

const widths = { text: 'max-w-[960px]', wide: 'max-w-[1240px]', full: 'max-w-none' } as const

/** A screen: its heading, what can be done, and what there is. */
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
