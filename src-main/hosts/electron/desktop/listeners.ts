import type { WebContents } from 'electron'
import type { DesktopEvent } from '#shared/contract/desktop.ts'

type Take = (event: DesktopEvent) => void

/** Registry of pages that listen to desktop events. */
export function createListeners() {
  const listening = new Map<WebContents, Set<Take>>()
  const unheard = new WeakMap<WebContents, DesktopEvent[]>()
  return {
    /** Sends an event to the page's listeners. A page that is reloading has none and misses the event. */
    tell(contents: WebContents, event: DesktopEvent): void {
      for (const take of listening.get(contents) ?? []) take(event)
    },
    /** Like `tell`, but stores the event for a page that does not listen yet. */
    tellOrKeep(contents: WebContents, event: DesktopEvent): void {
      if (listening.has(contents)) this.tell(contents, event)
      else unheard.set(contents, [...(unheard.get(contents) ?? []), event])
    },
    /** Yields the events for a page until the signal aborts. */
    async *listen(contents: WebContents, signal: AbortSignal | undefined): AsyncGenerator<DesktopEvent> {
      const isOver = () => signal?.aborted === true
      const waiting = unheard.get(contents) ?? []
      unheard.delete(contents)
      let wake = () => {}
      const take: Take = (event) => {
        waiting.push(event)
        wake()
      }
      const takers = listening.get(contents) ?? new Set()
      listening.set(contents, takers.add(take))
      signal?.addEventListener('abort', () => wake())
      try {
        while (!isOver()) {
          yield* waiting.splice(0)
          await new Promise<void>((resolve) => {
            wake = resolve
            if (waiting.length > 0 || isOver()) resolve()
          })
        }
      } finally {
        takers.delete(take)
        if (takers.size === 0) listening.delete(contents)
      }
    },
  }
}
export type Listeners = ReturnType<typeof createListeners>
