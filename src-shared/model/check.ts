import { Validator } from '@cfworker/json-schema'
import { z } from 'zod'
import { orElse } from '../or-else.ts'

const maxSchemaLength = 20_000

/** Named from the workspace. */
const pathSchema = z
  .string()
  .min(1)
  .max(1000)
  .refine(
    (path) => !/[\0\\:]/.test(path) && !path.startsWith('/') && !path.split('/').includes('..'),
    'a file is named from the workspace, with / and without ..',
  )
const agentIdSchema = z.string().min(1).max(64)

/** Where a part of it is missing, the first look at it throws. */
const isReadable = (schema: Record<string, z.core.util.JSONType>): boolean =>
  orElse(() => Boolean(new Validator(schema, '2020-12').validate(null)), false)

/**
 * A JSON Schema as a plan may hold one. Patterns are left out: an expression of a stranger's can keep a program busy for
 * ever.
 */
const jsonSchemaSchema = z
  .record(z.string(), z.json())
  .refine(
    (schema) => JSON.stringify(schema).length <= maxSchemaLength,
    'a schema has at most 20,000 characters',
  )
  .refine(
    (schema) => !/"pattern(?:Properties)?":/.test(JSON.stringify(schema)),
    'a schema here has no pattern',
  )
  .refine(isReadable, 'this is no JSON Schema that can be checked')

/** A check of a result. A plan names programs and reviewers that a person registered; it never contains one. */
export const checkSchema = z.discriminatedUnion('kind', [
  /** The file is in the workspace or among the files of the result, is not empty, and holds the text. */
  z.strictObject({
    kind: z.literal('file'),
    path: pathSchema,
    contains: z.string().min(1).max(1000).optional(),
  }),
  /** The output of the task, or the JSON file, matches the schema. */
  z.strictObject({ kind: z.literal('schema'), schema: jsonSchemaSchema, file: pathSchema.optional() }),
  /** An agent of kind `command`, run in the workspace, ends well. */
  z.strictObject({ kind: z.literal('command'), agent: agentIdSchema }),
  /** Another agent reads the result and says `pass` or `fail`. */
  z.strictObject({
    kind: z.literal('reviewer'),
    agent: agentIdSchema,
    question: z.string().min(1).max(2000).optional(),
  }),
])
export type Check = z.infer<typeof checkSchema>
export const checksSchema = z.array(checkSchema).max(20)

/** The outcome of a check for people: `what` was checked, and the `evidence`. */
export const checkOutcomeSchema = z.object({
  what: z.string().max(2000),
  isMet: z.boolean(),
  evidence: z.string().max(10_000),
})
export type CheckOutcome = z.infer<typeof checkOutcomeSchema>
