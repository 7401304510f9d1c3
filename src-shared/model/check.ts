import { Validator } from '@cfworker/json-schema'
import { z } from 'zod'
import { format } from '#shared/model/format.ts'
import { orElse } from '../or-else.ts'

const maxSchemaLength = 20_000

/** Path relative to the workspace. */
const pathSchema = z
  .string()
  .min(1)
  .max(1000)
  .refine(
    (path) => !/[\0\\:]/.test(path) && !path.startsWith('/') && !path.split('/').includes('..'),
    format('checkedFile'),
  )
const agentIdSchema = z.string().min(1).max(64)

/** The validator throws on unresolvable references only when used, so validate once. */
const isReadable = (schema: Record<string, z.core.util.JSONType>): boolean =>
  orElse(() => Boolean(new Validator(schema, '2020-12').validate(null)), false)

/**
 * A JSON Schema in a plan. `pattern` is not allowed, because an untrusted regular expression can block the program
 * indefinitely.
 */
const jsonSchemaSchema = z
  .record(z.string(), z.json())
  .refine((schema) => JSON.stringify(schema).length <= maxSchemaLength, format('schemaLength'))
  .refine((schema) => !/"pattern(?:Properties)?":/.test(JSON.stringify(schema)), format('schemaPattern'))
  .refine(isReadable, format('schemaUnreadable'))

/** A check of a result. A plan references registered programs and reviewers; it never contains them. */
export const checkSchema = z.discriminatedUnion('kind', [
  /** The file exists in the workspace or in the result, is not empty, and contains the text. */
  z.strictObject({
    kind: z.literal('file'),
    path: pathSchema,
    contains: z.string().min(1).max(1000).optional(),
  }),
  /** The output of the task, or the JSON file, matches the schema. */
  z.strictObject({ kind: z.literal('schema'), schema: jsonSchemaSchema, file: pathSchema.optional() }),
  /** An agent of kind `command`, run in the workspace, succeeds. */
  z.strictObject({ kind: z.literal('command'), agent: agentIdSchema }),
  /** Another agent reviews the result and answers `pass` or `fail`. */
  z.strictObject({
    kind: z.literal('reviewer'),
    agent: agentIdSchema,
    question: z.string().min(1).max(2000).optional(),
  }),
])
export type Check = z.infer<typeof checkSchema>
export const checksSchema = z.array(checkSchema).max(20)

/** Outcome of a check for people: `what` was checked and the `evidence`. */
export const checkOutcomeSchema = z.object({
  what: z.string().max(2000),
  isMet: z.boolean(),
  evidence: z.string().max(10_000),
})
export type CheckOutcome = z.infer<typeof checkOutcomeSchema>
