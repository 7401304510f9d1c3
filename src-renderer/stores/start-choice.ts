import { z } from 'zod'
import { readPreference, usePreference } from './preference.ts'

export const startChoices = ['last', 'home'] as const
const name = 'window.start'
const schema = z.enum(startChoices)

/** The first screen of a window without an address. */
export const useStartChoice = () => usePreference(name, schema, 'last')
export const readStartChoice = () => readPreference(name, schema) ?? 'last'
