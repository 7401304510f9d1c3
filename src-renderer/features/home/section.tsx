import { type ReactNode, useId } from 'react'

interface SectionProps {
  readonly title: string
  /** Link to the complete list. */
  readonly link?: ReactNode
  readonly children: ReactNode
}

export function Section({ title, link, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="mb-3 flex min-h-6 flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {link !== undefined && (
          <span className="text-sm [&_a]:inline-flex [&_a]:min-h-6 [&_a]:items-center [&_a]:text-accent [&_a]:hover:underline">
            {link}
          </span>
        )}
      </div>
      {children}
    </section>
  )
}
