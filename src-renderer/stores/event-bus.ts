import type { EventView } from '#shared/contract/log.ts'

type Hear = (events: readonly EventView[]) => void

const hearing = new Set<Hear>()

/** Forwards log events to subscribers. The window opens a single stream for all of them. */
export const tellEvents: Hear = (events) => {
  for (const hear of hearing) hear(events)
}

/** Subscribes to all future events; returns the function to unsubscribe. */
export function hearEvents(hear: Hear): () => void {
  hearing.add(hear)
  return () => void hearing.delete(hear)
}
