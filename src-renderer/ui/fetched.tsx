import type { ReactNode } from 'react'
import { FailureNote, Skeleton } from './notes.tsx'

/** The parts of a query result that these components use. */
export interface Fetch<Data> {
  readonly data: Data | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

interface FetchedProps<Data> {
  readonly query: Fetch<Data>
  /** Number of placeholder lines. */
  readonly lines: number
  /** CSS class of the box around the placeholder or the error. */
  readonly className?: string
  readonly children: (data: Data) => ReactNode
}

/** Renders the data of a query. Until then it shows a placeholder, or on failure the error with a retry button. */
export function Fetched<Data>({ query, lines, className, children }: FetchedProps<Data>) {
  const { data, error, refetch } = query
  if (error === null && data !== undefined) return children(data)
  const note =
    error === null ? <Skeleton lines={lines} /> : <FailureNote error={error} onRetry={() => void refetch()} />
  return className === undefined ? note : <div className={className}>{note}</div>
}

/** Placeholder or error of a query without data. */
export const Unfetched = (props: Omit<FetchedProps<unknown>, 'children'>) => (
  <Fetched {...props}>{() => null}</Fetched>
)

/** Combines two queries: has data once both have data, and the first error of either. */
export const together = <One, Other>(one: Fetch<One>, other: Fetch<Other>): Fetch<readonly [One, Other]> => ({
  data: one.data === undefined || other.data === undefined ? undefined : [one.data, other.data],
  error: one.error ?? other.error,
  refetch: () => [one, other].filter(({ error }) => error !== null).map(({ refetch }) => refetch()),
})
