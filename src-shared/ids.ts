import { z } from 'zod'

/** An id with its kind as a prefix, both in the string and in the type: `run_01932f...`. */
export type Id<Kind extends string> = `${Kind}_${string}`

export type RunId = Id<'run'>
export type PlanId = Id<'plan'>
export type MemoryId = Id<'mem'>
export type ApprovalId = Id<'gate'>
export type CommandId = string
/** `<run id>/<task key>#<number>`. */
export type AttemptId = `${RunId}/${string}#${number}`

export const idSchema = <Kind extends string>(kind: Kind) =>
  z.templateLiteral([`${kind}_`, z.string().min(1)])
export const runIdSchema = idSchema('run')
export const planIdSchema = idSchema('plan')
export const memoryIdSchema = idSchema('mem')
export const approvalIdSchema = idSchema('gate')

export const attemptIdSchema = z.templateLiteral([
  'run_',
  z.string().min(1),
  '/',
  z.string().min(1),
  '#',
  z.int(),
])

export const attemptId = (runId: RunId, key: string, number: number): AttemptId => `${runId}/${key}#${number}`

/** `task-001`: default key of a task, by its number from 1. */
export const taskKeyOf = (number: number): string => `task-${String(number).padStart(3, '0')}`

/** Name of an attempt in the seed documents: `task-001-delegated`, then `task-001-delegated-2`, ... */
export const delegationKey = (taskKey: string, number: number): string =>
  number === 1 ? `${taskKey}-delegated` : `${taskKey}-delegated-${number}`
