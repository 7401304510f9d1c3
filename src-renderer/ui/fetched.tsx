import type { ReactNode } from 'react'
import { FailureNote, Skeleton } from './notes.tsx'

/** A query as far as it is read here. */
export interface Fetch<Data> {
  readonly data: Data | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

interface FetchedProps<Data> {
  readonly query: Fetch<Data>
  /** The lines of the placeholder. */
  readonly lines: number
  /** The class of the box around the placeholder or the failure. */
  readonly className?: string
  readonly children: (data: Data) => ReactNode
}

/** The data of a query; a placeholder until then, or the failure with a retry button. */
export function Fetched<Data>({ query, lines, className, children }: FetchedProps<Data>) {
  const { data, error, refetch } = query
  if (error === null && data !== undefined) return children(data)
  const note =
    error === null ? <Skeleton lines={lines} /> : <FailureNote error={error} onRetry={() => void refetch()} />
  return className === undefined ? note : <div className={className}>{note}</div>
}

/** In place of what a query did not bring, or not yet. */
export const Unfetched = (props: Omit<FetchedProps<unknown>, 'children'>) => (
  <Fetched {...props}>{() => null}</Fetched>
)

/** Two queries as one, which brings both or says why one did not come. */
export const together = <One, Other>(one: Fetch<One>, other: Fetch<Other>): Fetch<readonly [One, Other]> => ({
  data: one.data === undefined || other.data === undefined ? undefined : [one.data, other.data],
  error: one.error ?? other.error,
  refetch: () => [one, other].filter(({ error }) => error !== null).map(({ refetch }) => refetch()),
})
