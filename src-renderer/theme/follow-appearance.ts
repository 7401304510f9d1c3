import { preferenceStore } from '../stores/preference-store.ts'
import { looksOf, appearanceName as name, readAppearance } from './appearance.ts'

/** Copy of the appearance settings for `public/theme.js`, which needs them before the first paint. */
const copyKey = 'switchyard:appearance'

/** Applies the appearance settings now and whenever they or the system's settings change. */
export function followAppearance(): void {
  const isDark = matchMedia('(prefers-color-scheme: dark)')
  const wantsContrast = matchMedia('(prefers-contrast: more)')
  const wantsStillness = matchMedia('(prefers-reduced-motion: reduce)')
  const apply = () => {
    // The copy in local storage applies until the preferences are loaded.
    if (!preferenceStore.getState().isKnown) return
    const appearance = readAppearance()
    const looks = looksOf(appearance, {
      isDark: isDark.matches,
      wantsContrast: wantsContrast.matches,
      wantsStillness: wantsStillness.matches,
    })
    Object.assign(document.documentElement.dataset, looks)
    localStorage.setItem(copyKey, JSON.stringify(appearance))
  }
  preferenceStore.subscribe((now, before) => {
    if (now.isKnown !== before.isKnown || now.values.get(name) !== before.values.get(name)) apply()
  })
  for (const setting of [isDark, wantsContrast, wantsStillness]) setting.addEventListener('change', apply)
}
