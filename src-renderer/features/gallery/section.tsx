import { type ReactNode, useId } from 'react'

export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="mb-8">
      <h2 id={id} className="mb-3 font-semibold text-lg">
        {title}
      </h2>
      <div className="rounded-lg border border-line bg-surface p-5">{children}</div>
    </section>
  )
}

/** A row of related components. */
export const Row = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-4">{children}</div>
)
