import { z } from 'zod'
import { usePreference } from '../../stores/preference.ts'

/** Preference: show tables instead of charts on every screen. */
export const useTables = (): [boolean, (isTable: boolean) => void] =>
  usePreference('charts.tables', z.boolean(), false)
