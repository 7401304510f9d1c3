import { z } from 'zod'
import { addressReader, maybe, maybeText } from '../../ui/query/address.ts'

const designerViews = ['graph', 'outline', 'source'] as const
export type DesignerView = (typeof designerViews)[number]

/** Absent: the graph. */
const view = z.enum(designerViews).transform((each) => (each === 'graph' ? undefined : each))

/** Search parameters: the view, the task to select first, and the goal for a new plan. */
export const parseDesignerSearch = addressReader({ view: maybe(view), task: maybeText, goal: maybeText })
export type DesignerSearch = ReturnType<typeof parseDesignerSearch>
