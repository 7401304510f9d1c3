import { z } from 'zod'
import { logLevels } from '#shared/contract/system.ts'
import { modelEntrySchema } from '../../models/settings.ts'

const nameSchema = z.string().min(1).max(60).nullable()

/**
 * Settings that a person made in the window, stored in `settings.json` (ADR 0031). An absent setting has its default.
 */
export const keptSettingsSchema = z.strictObject({
  models: z
    .strictObject({
      entries: z.array(modelEntrySchema).max(50).default([]),
      use: z
        .strictObject({ planning: nameSchema, deciding: nameSchema, working: nameSchema })
        .default({ planning: null, deciding: null, working: null }),
    })
    .prefault({}),
  mail: z
    .strictObject({ url: z.string().min(1).max(500), from: z.string().min(1).max(320) })
    .nullable()
    .default(null),
  log: z.strictObject({ level: z.enum(logLevels).nullable().default(null) }).prefault({}),
  limits: z.strictObject({ global: z.int().min(1).max(1000).nullable().default(null) }).prefault({}),
})
export type KeptSettings = z.infer<typeof keptSettingsSchema>

export const nothingKept: KeptSettings = keptSettingsSchema.parse({})
