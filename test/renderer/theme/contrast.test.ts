import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const themeDir = join(import.meta.dirname, '..', '..', '..', 'src-renderer', 'theme')
const readTheme = (name: string): string => readFileSync(join(themeDir, name), 'utf8')
const css = readTheme('tokens.css')
const moreContrast = readTheme('high-contrast.css')

type Palette = Readonly<Record<string, string>>

function readPalette(selector: string, from = css): Palette {
  const block = from.split(selector)[1]?.split('\n}')[0] ?? ''
  return Object.fromEntries(
    [...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]),
  )
}

/** Relative luminance as defined by WCAG 2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(palette: Palette, a: string, b: string): number {
  const [light = 0, dark = 0] = [a, b]
    .map((name) => luminance(palette[name] ?? '#808080'))
    .sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['canvas', 'surface', 'sunken', 'raised', 'hover']
const tones = ['neutral', 'ready', 'running', 'attention', 'warning', 'done', 'failed', 'over']
const softs = tones.map((tone) => `${tone}-soft`)

const textPairs = [
  ...['ink', 'muted'].flatMap((ink) => [...grounds, ...softs, 'accent-soft'].map((ground) => [ink, ground])),
  ...['canvas', 'surface', 'sunken', 'raised'].flatMap((ground) =>
    ['faint', 'accent', ...tones].map((ink) => [ink, ground]),
  ),
  ...tones.map((tone) => [tone, `${tone}-soft`]),
  ...['attention-soft', 'warning-soft', 'accent-soft'].map((ground) => ['accent', ground]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
] as const

describe.each([
  ['light', ':root {'],
  ['dark', '[data-theme="dark"] {'],
])('the %s palette', (_, selector) => {
  const palette = readPalette(selector)

  it('has a contrast of at least 4.5 : 1 for text on every background', () => {
    const weak = textPairs
      .map(([ink = '', ground = '']) => `${ink} on ${ground}: ${contrast(palette, ink, ground).toFixed(2)}`)
      .filter((line) => Number(line.split(': ')[1]) < 4.5)
    expect(weak).toEqual([])
  })

  it('has a contrast of at least 3 : 1 for the focus ring and edges', () => {
    for (const ground of ['canvas', 'surface', 'raised']) {
      expect(contrast(palette, 'focus', ground)).toBeGreaterThanOrEqual(3)
      expect(contrast(palette, 'edge', ground)).toBeGreaterThanOrEqual(3)
    }
  })

  it('has the same color names as the other palette', () => {
    expect(Object.keys(palette).sort()).toEqual(Object.keys(readPalette(':root {')).sort())
  })
})

describe.each([
  ['light', ':root {', '\n[data-contrast="more"] {'],
  ['dark', '[data-theme="dark"] {', '\n[data-theme="dark"][data-contrast="more"] {'],
])('the %s palette with more contrast', (_, selector, more) => {
  const palette = { ...readPalette(selector), ...readPalette(more, moreContrast) }

  it('has a contrast of at least 7 : 1 for text on every background', () => {
    const weak = textPairs
      .map(([ink = '', ground = '']) => `${ink} on ${ground}: ${contrast(palette, ink, ground).toFixed(2)}`)
      .filter((line) => Number(line.split(': ')[1]) < 7)
    expect(weak).toEqual([])
  })

  it('has a contrast of at least 3 : 1 for lines, the focus ring and edges', () => {
    for (const ground of ['canvas', 'surface', 'raised', 'sunken']) {
      for (const line of ['line', 'line-strong', 'focus', 'edge'])
        expect(contrast(palette, line, ground)).toBeGreaterThanOrEqual(3)
    }
  })

  it('changes existing colors only', () => {
    const names = Object.keys(readPalette(more, moreContrast))
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name) => !(name in readPalette(selector)))).toEqual([])
  })
})

it('themes differ only in colors', () => {
  const sheets = readdirSync(themeDir).filter((name) => name.endsWith('.css'))
  const styles = sheets.map(readTheme).join('\n')
  const rules = [...styles.matchAll(/\[data-theme[^{]*\{([^}]*)\}/g)]
  expect(rules.length).toBeGreaterThan(1)
  const declared = rules.flatMap(([, body = '']) => body.trim().split(/;\s*/).filter(Boolean))
  const isOfColour = (each: string) => /^(--[a-z-]+: .*(#[0-9a-f]{6}|rgb\()|color-scheme: )/.test(each)
  expect(declared.filter((each) => !isOfColour(each))).toEqual([])
})
