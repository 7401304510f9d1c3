import { type AnyContractRouter, ContractProcedure, isContractProcedure, type OpenAPI } from '@orpc/contract'
import { isMutation, rememberedCommands } from '#shared/contract/builders.ts'
import { refusals } from '#shared/contract/errors.ts'
import { contract } from '#shared/contract/index.ts'

/** Refusals that any operation can return, before or while its input is parsed. */
const ofEach = refusals(
  ...(['E_REQUIRED', 'E_TYPE', 'E_RANGE', 'E_DATE', 'E_PAGE', 'E_UNKNOWN_FIELD'] as const),
  ...(['E_AUTH', 'E_SCOPE', 'E_ORIGIN', 'E_NOT_FOUND', 'E_EXPECT', 'E_HOST', 'E_RATE', 'E_CLOSED'] as const),
)
/** Refusals of operations that may have a body. */
const ofBodies = refusals('E_JSON', 'E_TOO_DEEP', 'E_KEY', 'E_TEXT', 'E_TOO_LARGE', 'E_CONTENT_TYPE')
/** Refusals of operations that clients may repeat with an id. */
const ofMutations = refusals('E_IDEMPOTENCY_MISMATCH', 'E_ANSWER_GONE')

const commandId = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 200 },
  description:
    'Command id, for example a UUID. If a response is lost, send the request again with the same id. The repeat ' +
    'changes nothing and returns the first response. The same id with a different input returns 409 ' +
    '`E_IDEMPOTENCY_MISMATCH`. A response with a secret can be repeated until Switchyard restarts. After that, the ' +
    `repeat returns 410 \`E_ANSWER_GONE\`. Switchyard stores up to ${rememberedCommands.count.toLocaleString('en')} ids ` +
    `for ${rememberedCommands.days} days.`,
} as const

/** The contract as an OpenAPI 3.1 document. */
export async function createOpenApiDocument(): Promise<object> {
  // Loaded only when the document is requested.
  const [{ OpenAPIGenerator }, { ZodToJsonSchemaConverter }] = await Promise.all([
    import('@orpc/openapi'),
    import('@orpc/zod/zod4'),
  ])
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(withWireRefusals(contract), {
    info: { title: 'Switchyard', version: '1' },
    servers: [{ url: '/api' }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', description: scopeText } } },
    customErrorResponseBodySchema: (errors) => ({
      type: 'object',
      properties: {
        error: {
          type: 'object',
          properties: {
            code: { enum: errors.map(([code]) => code) },
            message: { type: 'string' },
            hint: { type: 'string' },
            field: { type: 'string' },
            limit: { type: 'number' },
            ref: { type: 'string' },
          },
          required: ['code', 'message', 'hint', 'ref'],
        },
      },
      required: ['error'],
    }),
  })
}

/** The contract, with the refusals of the HTTP layer added to its operations. */
function withWireRefusals(router: AnyContractRouter): AnyContractRouter {
  if (!isContractProcedure(router)) {
    return Object.fromEntries(Object.entries(router).map(([name, each]) => [name, withWireRefusals(each)]))
  }
  const { errorMap, ...rest } = router['~orpc']
  const { route } = rest
  const withBody = route.method === 'GET' ? ofEach : { ...ofEach, ...ofBodies }
  if (!isMutation(router)) return new ContractProcedure({ ...rest, errorMap: { ...withBody, ...errorMap } })
  return new ContractProcedure({
    ...rest,
    route: { ...route, spec: withCommandId },
    errorMap: { ...withBody, ...ofMutations, ...errorMap },
  })
}

const withCommandId = (operation: OpenAPI.OperationObject): OpenAPI.OperationObject => ({
  ...operation,
  parameters: [...(operation.parameters ?? []), commandId],
})

const scopeText =
  'A token with the scope `app` can call every path. A token with the scope `work` can call the paths below ' +
  '`/v1/work`. Other calls return 403 `E_SCOPE`. Create tokens with `switchyard tokens create`.'
