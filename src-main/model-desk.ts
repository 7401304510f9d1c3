import type { ModelTest, ModelView } from '#shared/contract/models.ts'
import type { Clock } from './base/clock.ts'
import { purposes } from './models/port.ts'
import { probe } from './models/probe.ts'
import type { ModelSettings, ReadKey } from './models/settings.ts'

/** What can be seen and tried of the models that are set. */
export interface ModelDesk {
  readonly list: () => readonly ModelView[]
  /** Null: there is none of this name. */
  readonly test: (name: string, signal?: AbortSignal) => Promise<ModelTest | null>
}

const deadlineMs = 60_000

export function createModelDesk(
  { entries, use }: ModelSettings,
  { readKey, clock }: { readonly readKey: ReadKey; readonly clock: Clock },
): ModelDesk {
  return {
    list: () =>
      entries.map((entry) => ({
        name: entry.name,
        kind: entry.kind,
        model: entry.model,
        structured: entry.kind === 'compatible' ? entry.structured : null,
        usedFor: purposes.filter((purpose) => use[purpose] === entry.name),
      })),
    async test(name, signal) {
      const entry = entries.find((each) => each.name === name)
      if (entry === undefined) return null
      const options = { readKey, clock, deadlineMs, ...(signal !== undefined && { abortSignal: signal }) }
      const probed = await probe(entry, options)
      if (!probed.ok) return { isWorking: false, mode: null, models: null, failure: probed.error.message }
      const { mode, models } = probed.value
      const isOther = entry.kind === 'compatible' && entry.structured !== mode
      const failure = isOther
        ? `The server does not keep to ${entry.structured}; set SWITCHYARD_MODEL_STRUCTURED=${mode}.`
        : null
      return { isWorking: !isOther, mode, models: models === null ? null : [...models], failure }
    },
  }
}
