import { useCallback, useMemo } from 'react'

/** An infinite query whose pages are lists of rows. */
interface Paged<Row> {
  readonly data: { readonly pages: readonly (readonly Row[])[] } | undefined
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => unknown
}

/** Rows of all loaded pages, and a function that loads the next page unless it is loading already. */
export function usePages<Row>({ data, hasNextPage, isFetchingNextPage, fetchNextPage }: Paged<Row>) {
  const rows = useMemo((): readonly Row[] => data?.pages.flat() ?? [], [data])
  const goOn = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  return { rows, goOn }
}
