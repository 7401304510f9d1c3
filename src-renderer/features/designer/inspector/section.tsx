import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { usePreference } from '../../../stores/preference.ts'

interface SectionProps {
  /** Storage key of the open state. */
  readonly id: string
  readonly title: string
  /** A short summary of the closed section; empty without values. */
  readonly summary: string
  /** Opens the section, since a field inside has an error. */
  readonly isFaulty?: boolean
  readonly children: ReactNode
}

const openSchema = z.boolean()

export function Section({ id, title, summary, isFaulty = false, children }: SectionProps) {
  const [isOpen, setOpen] = usePreference(`designer section ${id}`, openSchema, false)
  return (
    <details
      open={isOpen || isFaulty}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== (isOpen || isFaulty)) setOpen(currentTarget.open)
      }}
      className="group border-line border-t"
    >
      <summary className="flex min-h-10 list-none items-center gap-2 px-4 py-1.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          size={14}
          aria-hidden
          className="shrink-0 text-muted transition-transform group-open:rotate-90 rtl:group-open:-rotate-90"
        />
        <span className="shrink-0 font-medium">{title}</span>
        <span className="ms-auto min-w-0 truncate text-muted text-sm group-open:hidden" title={summary}>
          {summary}
        </span>
      </summary>
      <div className="flex flex-col gap-3.5 px-4 pt-1 pb-4">{children}</div>
    </details>
  )
}
