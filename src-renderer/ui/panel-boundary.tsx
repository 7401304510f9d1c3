import { CatchBoundary } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { FailureNote } from './notes.tsx'

/** A bug in one panel takes down that panel only. `of` names what it shows: another thing starts afresh. */
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
