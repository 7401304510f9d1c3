import type { ReactNode } from 'react'

/** A name in a table of numbers that opens what is behind it. */
export function DrillLink({ children, onClick }: { children: ReactNode; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-6 min-w-6 max-w-full truncate text-start text-accent underline-offset-2 hover:underline"
    >
      {children}
    </button>
  )
}
