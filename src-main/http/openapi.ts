import { type AnyContractRouter, ContractProcedure, isContractProcedure } from '@orpc/contract'
import { refusals } from '#shared/contract/errors.ts'
import { contract } from '#shared/contract/index.ts'

/** Refusals that every operation can give, before or while its input is read. */
const ofEach = refusals(
  ...(['E_REQUIRED', 'E_TYPE', 'E_RANGE', 'E_DATE', 'E_PAGE', 'E_UNKNOWN_FIELD'] as const),
  ...(['E_AUTH', 'E_SCOPE', 'E_ORIGIN', 'E_NOT_FOUND', 'E_EXPECT', 'E_HOST', 'E_RATE', 'E_CLOSED'] as const),
)
/** Refusals of an operation that may have a body and can be repeated by an id of its sender. */
const ofChanges = refusals(
  ...(['E_JSON', 'E_TOO_DEEP', 'E_KEY', 'E_TEXT', 'E_TOO_LARGE', 'E_CONTENT_TYPE'] as const),
  'E_IDEMPOTENCY_MISMATCH',
)

/** The contract as an OpenAPI 3.1 document. */
export async function createOpenApiDocument(): Promise<object> {
  // Only who asks for the document pays for its generator.
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

/** The contract whose operations also name what the wire itself refuses. */
function withWireRefusals(router: AnyContractRouter): AnyContractRouter {
  if (!isContractProcedure(router)) {
    return Object.fromEntries(Object.entries(router).map(([name, each]) => [name, withWireRefusals(each)]))
  }
  const { errorMap, ...rest } = router['~orpc']
  const wire = rest.route.method === 'GET' ? ofEach : { ...ofEach, ...ofChanges }
  return new ContractProcedure({ ...rest, errorMap: { ...wire, ...errorMap } })
}

const scopeText =
  'A token with the scope `app` may call everything. A token with the scope `work` may call the paths below `/v1/work`. ' +
  'Other calls answer 403 `E_SCOPE`. Create tokens with `switchyard tokens create`.'
