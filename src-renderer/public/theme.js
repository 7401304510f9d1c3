// Runs before the first paint, so that the window never flashes another look. theme/follow-appearance.ts takes over, and
// keeps the copy that is read here.
;(() => {
  /** @param {string} setting */
  const has = (setting) => matchMedia(setting).matches
  /** @type {{ theme?: string, contrast?: string, motion?: string, density?: string }} */
  let chosen = {}
  try {
    chosen = JSON.parse(localStorage.getItem('switchyard:appearance') ?? '{}')
  } catch {
    // A copy that cannot be read is none.
  }
  const isDark = chosen.theme === 'dark' || (chosen.theme !== 'light' && has('(prefers-color-scheme: dark)'))
  const isStrong = chosen.contrast === 'more' || has('(prefers-contrast: more)')
  const isStill = chosen.motion === 'less' || has('(prefers-reduced-motion: reduce)')
  Object.assign(document.documentElement.dataset, {
    theme: isDark ? 'dark' : 'light',
    contrast: isStrong ? 'more' : 'normal',
    motion: isStill ? 'less' : 'full',
    density: chosen.density === 'compact' ? 'compact' : 'normal',
  })
})()
