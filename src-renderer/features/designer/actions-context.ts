import { createContext, use } from 'react'
import { present } from '#shared/assert.ts'
import type { Actions } from './actions.ts'

const ActionsContext = createContext<Actions | null>(null)

export const ActionsProvider = ActionsContext.Provider
export const useActions = (): Actions => present(use(ActionsContext), 'the designer')
