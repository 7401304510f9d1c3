import { z } from 'zod'
import { addressReader, maybe, maybeText, maybeTrue } from '../../ui/query/address.ts'

export const agentViews = ['list', 'skills', 'match'] as const
type AgentsTab = (typeof agentViews)[number]

/** Absent: the list. */
const view = z
  .enum(agentViews)
  .transform((each): AgentsTab | undefined => (each === 'list' ? undefined : each))

/** Search parameters: the open agent, the view, and whether the add dialog is open. */
export const parseAgentsSearch = addressReader({ agent: maybeText, view: maybe(view), add: maybeTrue })
export type AgentsSearch = ReturnType<typeof parseAgentsSearch>
