import { z } from 'zod'
import { readPreference, usePreference } from './preference.ts'

export const startChoices = ['last', 'home'] as const
const name = 'window.start'
const schema = z.enum(startChoices)

/** Which screen a window without an address shows first. */
export const useStartChoice = () => usePreference(name, schema, 'last')
export const readStartChoice = () => readPreference(name, schema) ?? 'last'
