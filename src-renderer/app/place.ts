import { z } from 'zod'
import { readPreference } from '../stores/preference.ts'
import { setPreference } from '../stores/preference-store.ts'
import { readStartChoice } from '../stores/start-choice.ts'
import type { createAppRouter } from './router.tsx'

const name = 'window.place'
const placeSchema = z.string().startsWith('/').max(2000)

/** A window that is opened without an address is where the last one was. */
export function restorePlace(): void {
  if (location.hash !== '' && location.hash !== '#') return
  if (readStartChoice() === 'home') return
  const place = readPreference(name, placeSchema)
  if (place !== null) history.replaceState(null, '', `#${place}`)
}

/** Notes where the window is, until the returned function is called. */
export function keepPlace(router: ReturnType<typeof createAppRouter>): () => void {
  const keep = () => setPreference(name, router.state.location.href)
  return router.subscribe('onResolved', keep)
}
