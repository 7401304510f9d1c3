import { z } from 'zod'
import { readPreference, usePreference } from '../../stores/preference.ts'

const name = 'project'
const schema = z.string().nullable()

/** The one project that lists are narrowed to; null: all of them. It is the same at the next start. */
export function useCurrentProject() {
  const [id, choose] = usePreference<string | null>(name, schema, null)
  return { id, choose }
}

/** Its id, where nothing is drawn. */
export const readCurrentProject = (): string | null => readPreference(name, schema)
