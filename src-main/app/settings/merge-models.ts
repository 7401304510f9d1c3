import type { Purpose } from '../../models/port.ts'
import { purposes } from '../../models/port.ts'
import type { ModelSettings } from '../../models/settings.ts'
import type { KeptSettings } from './stored-settings.ts'

/**
 * Merges the models of the environment with the stored ones. The environment takes precedence, both for entries with
 * the same name and for the model of a purpose.
 */
export function mergeModels(
  environment: ModelSettings,
  fixed: readonly Purpose[],
  { entries, use }: KeptSettings['models'],
): ModelSettings {
  const taken = new Set(environment.entries.map(({ name }) => name))
  const all = [...environment.entries, ...entries.filter(({ name }) => !taken.has(name))]
  const names = new Set(all.map(({ name }) => name))
  const chosen = (purpose: Purpose) => {
    if (fixed.includes(purpose) || environment.use[purpose] !== null) return environment.use[purpose]
    const name = use[purpose]
    return name !== null && names.has(name) ? name : null
  }
  const [planning, deciding, working] = purposes.map(chosen)
  return {
    entries: all,
    use: { planning: planning ?? null, deciding: deciding ?? null, working: working ?? null },
  }
}
