import type { EventView } from '#shared/contract/log.ts'

type Hear = (events: readonly EventView[]) => void

const hearing = new Set<Hear>()

/** Hands on what the log tells, as it is told; the one stream of it is opened once in the window. */
export const tellEvents: Hear = (events) => {
  for (const hear of hearing) hear(events)
}

/** Hears of every event from now on, until the returned function is called. */
export function hearEvents(hear: Hear): () => void {
  hearing.add(hear)
  return () => void hearing.delete(hear)
}
