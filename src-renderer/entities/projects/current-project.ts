import { z } from 'zod'
import { readPreference, usePreference } from '../../stores/preference.ts'

const name = 'project'
const schema = z.string().nullable()

/** The project that filters all lists; null: all projects. The choice is stored across restarts. */
export function useCurrentProject() {
  const [id, choose] = usePreference<string | null>(name, schema, null)
  return { id, choose }
}

/** Id of the current project, for use outside of components. */
export const readCurrentProject = (): string | null => readPreference(name, schema)
