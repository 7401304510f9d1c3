import { z } from 'zod'

/** The part of JSON Schema 2020-12 that the OpenAPI document uses. */
export interface Schema {
  readonly type?: string | readonly string[] | undefined
  readonly enum?: readonly unknown[] | undefined
  readonly const?: unknown
  readonly anyOf?: readonly Schema[] | undefined
  readonly oneOf?: readonly Schema[] | undefined
  readonly allOf?: readonly Schema[] | undefined
  readonly properties?: Readonly<Record<string, Schema>> | undefined
  readonly required?: readonly string[] | undefined
  readonly additionalProperties?: boolean | Schema | undefined
  readonly propertyNames?: Schema | undefined
  readonly items?: Schema | undefined
  readonly minItems?: number | undefined
  readonly maxItems?: number | undefined
  readonly minLength?: number | undefined
  readonly maxLength?: number | undefined
  readonly pattern?: string | undefined
  readonly format?: string | undefined
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
  readonly exclusiveMinimum?: number | undefined
  readonly multipleOf?: number | undefined
}
const schemaSchema = z.custom<Schema>((value) => typeof value === 'object' && value !== null)

const contentSchema = z.record(z.string(), z.object({ schema: schemaSchema.optional() }))
const operationSchema = z.object({
  operationId: z.string(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        required: z.boolean().default(false),
        schema: schemaSchema,
      }),
    )
    .default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ content: contentSchema.optional() })),
})
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
})
const errorSchema = z.object({
  properties: z.object({
    error: z.object({ properties: z.object({ code: z.object({ enum: z.array(z.string()) }) }) }),
  }),
})

export interface Operation {
  readonly id: string
  readonly method: string
  /** Relative to `/api`, with parameters in braces. */
  readonly path: string
  readonly parameters: z.infer<typeof operationSchema>['parameters']
  readonly body: Schema | null
  readonly isStream: boolean
  /** Documented responses by status: refusal codes, or null for a success. */
  readonly answers: ReadonlyMap<number, ReadonlySet<string> | null>
}

export function readOperations(document: unknown): Operation[] {
  const { paths } = documentSchema.parse(document)
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => {
      const answers = Object.entries(operation.responses).map(
        ([status, { content }]) => [Number(status), codesOf(content)] as const,
      )
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        parameters: operation.parameters,
        body: operation.requestBody?.content['application/json']?.schema ?? null,
        isStream: Object.values(operation.responses).some(
          ({ content }) => content?.['text/event-stream'] !== undefined,
        ),
        answers: new Map(answers),
      }
    }),
  )
}

function codesOf(content: z.infer<typeof contentSchema> | undefined): ReadonlySet<string> | null {
  const error = errorSchema.safeParse(content?.['application/json']?.schema)
  return error.success ? new Set(error.data.properties.error.properties.code.enum) : null
}

/** List pages without an id in the path. */
export const listPages = (operations: readonly Operation[]): Operation[] =>
  operations.filter(
    ({ method, parameters, isStream, path }) =>
      method === 'GET' && !isStream && !path.includes('{') && !parameters.some(({ required }) => required),
  )
