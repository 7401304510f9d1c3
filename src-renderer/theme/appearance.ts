import { z } from 'zod'
import { usePreference } from '../stores/preference.ts'
import { preferenceStore, setPreference } from '../stores/preference-store.ts'

export const themeChoices = ['system', 'light', 'dark'] as const
export const contrastChoices = ['system', 'more'] as const
export const motionChoices = ['system', 'less'] as const
export const densityChoices = ['normal', 'compact'] as const
export type ThemeChoice = (typeof themeChoices)[number]

/** Appearance settings. `system` follows the operating system's setting, including later changes. */
export const appearanceSchema = z.object({
  theme: z.enum(themeChoices).default('system'),
  contrast: z.enum(contrastChoices).default('system'),
  motion: z.enum(motionChoices).default('system'),
  density: z.enum(densityChoices).default('normal'),
})
export type Appearance = z.infer<typeof appearanceSchema>

export const appearanceName = 'appearance'
const likeTheSystem: Appearance = appearanceSchema.parse({})

/** Appearance settings and a function to change some of them. */
export function useAppearance(): [Appearance, (change: Partial<Appearance>) => void] {
  const [appearance, set] = usePreference(appearanceName, appearanceSchema, likeTheSystem)
  return [appearance, (change) => set({ ...appearance, ...change })]
}

export const readAppearance = (): Appearance =>
  appearanceSchema.safeParse(preferenceStore.getState().values.get(appearanceName)).data ?? likeTheSystem

export const chooseAppearance = (change: Partial<Appearance>): void =>
  setPreference(appearanceName, { ...readAppearance(), ...change })

/** Attributes of the document element that the style sheets use. */
export interface Looks {
  readonly theme: 'light' | 'dark'
  readonly contrast: 'more' | 'normal'
  readonly motion: 'less' | 'full'
  readonly density: Appearance['density']
}

/** Resolves the appearance settings against the system's settings. */
export const looksOf = (
  { theme, contrast, motion, density }: Appearance,
  system: { readonly isDark: boolean; readonly wantsContrast: boolean; readonly wantsStillness: boolean },
): Looks => ({
  theme: theme === 'system' ? (system.isDark ? 'dark' : 'light') : theme,
  contrast: contrast === 'more' || system.wantsContrast ? 'more' : 'normal',
  motion: motion === 'less' || system.wantsStillness ? 'less' : 'full',
  density,
})
