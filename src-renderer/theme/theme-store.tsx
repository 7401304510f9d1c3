import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { present } from '#shared/assert.ts'

export const themeChoices = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]
export type ThemeStore = StoreApi<{ choice: ThemeChoice }>

const storageKey = 'switchyard:theme'

/** What the person chose. `public/theme.js` reads the same key before the first paint. */
export function createThemeStore(): ThemeStore {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const store = createStore<{ choice: ThemeChoice }>(() => ({ choice: readChoice() }))
  const apply = () => {
    const { choice } = store.getState()
    document.documentElement.dataset.theme =
      choice === 'system' ? (system.matches ? 'dark' : 'light') : choice
  }
  store.subscribe(({ choice }) => {
    if (choice === 'system') localStorage.removeItem(storageKey)
    else localStorage.setItem(storageKey, choice)
    apply()
  })
  system.addEventListener('change', apply)
  return store
}

const readChoice = (): ThemeChoice =>
  themeChoices.find((choice) => choice === localStorage.getItem(storageKey)) ?? 'system'

const ThemeContext = createContext<ThemeStore | null>(null)
export const ThemeProvider = ThemeContext.Provider

/** The choice, and how to make another one. */
export function useTheme(): [ThemeChoice, (choice: ThemeChoice) => void] {
  const store = present(useContext(ThemeContext), 'the theme provider')
  return [useStore(store).choice, (choice) => store.setState({ choice })]
}
