import type { EventEmitter } from 'node:events'

/** Emits an event that listeners can prevent. Returns true if a listener prevented the event. */
export function emitPreventable(emitter: EventEmitter, name: string, facts: object = {}): boolean {
  let isPrevented = false
  const event = {
    ...facts,
    get defaultPrevented() {
      return isPrevented
    },
    preventDefault() {
      isPrevented = true
    },
  }
  emitter.emit(name, event)
  return isPrevented
}
