import { createContext, useContext } from 'react'

/** Opens or closes the group with this key. */
export const GroupToggleContext = createContext<(key: string) => void>(() => {})

export const useGroupToggle = (): ((key: string) => void) => useContext(GroupToggleContext)
