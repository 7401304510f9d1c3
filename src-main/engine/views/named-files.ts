import type { Store } from '../../store/store.ts'

const eventsAtOnce = 20_000

/** Hashes of all kept files that the log names. What a compaction dropped names none any more. */
export async function collectNamedFiles(
  { events }: Pick<Store, 'events'>,
  breathe: () => Promise<void> = async () => {},
): Promise<ReadonlySet<string>> {
  const named = new Set<string>()
  const last = events.lastSeq()
  for (let after = 0; after < last; after += eventsAtOnce) {
    for (const name of events.listNamedFiles(after, after + eventsAtOnce)) named.add(name)
    await breathe()
  }
  return named
}
