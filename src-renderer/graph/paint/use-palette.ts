import { useEffect, useState } from 'react'
import { forcedPalette, type Palette, paletteFrom } from './palette.ts'

/** Current theme colours. Updated when the theme, the contrast or the forced colours change. */
export function usePalette(): Palette {
  const [palette, setPalette] = useState(readPalette)
  useEffect(() => {
    const read = () => setPalette(readPalette())
    const themes = new MutationObserver(read)
    themes.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-contrast'] })
    const forced = matchMedia('(forced-colors: active)')
    forced.addEventListener('change', read)
    return () => {
      themes.disconnect()
      forced.removeEventListener('change', read)
    }
  }, [])
  return palette
}

function readSystemColour(name: string): string {
  const probe = document.createElement('i')
  probe.style.color = name
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

export function readPalette(): Palette {
  if (matchMedia('(forced-colors: active)').matches) return forcedPalette(readSystemColour)
  const style = getComputedStyle(document.documentElement)
  return paletteFrom((name) => style.getPropertyValue(name).trim())
}
