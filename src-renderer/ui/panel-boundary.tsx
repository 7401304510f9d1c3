import { CatchBoundary } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { FailureNote } from './notes.tsx'

/** Error boundary of a single panel. `of` identifies the panel's content; another value resets the boundary. */
export function Guarded({ of, children }: { of: string; children: ReactNode }) {
  return (
    <CatchBoundary
      getResetKey={() => of}
      errorComponent={({ error, reset }) => (
        <div className="p-4">
          <FailureNote error={error} onRetry={reset} />
        </div>
      )}
    >
      {children}
    </CatchBoundary>
  )
}
