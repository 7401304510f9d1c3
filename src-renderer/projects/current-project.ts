import { z } from 'zod'
import { usePreference } from '../stores/preference.ts'

const schema = z.string().nullable()

/** The one project that lists are narrowed to; null: all of them. It is the same at the next start. */
export function useCurrentProject() {
  const [id, choose] = usePreference<string | null>('project', schema, null)
  return { id, choose }
}
