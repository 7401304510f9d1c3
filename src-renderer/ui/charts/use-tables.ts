import { z } from 'zod'
import { usePreference } from '../../stores/preference.ts'

/** Whether numbers are shown as tables in place of charts, everywhere. */
export const useTables = (): [boolean, (isTable: boolean) => void] =>
  usePreference('charts.tables', z.boolean(), false)
