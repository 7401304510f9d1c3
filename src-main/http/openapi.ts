import { contract } from '#shared/contract/index.ts'

/** The contract as an OpenAPI 3.1 document. */
export async function createOpenApiDocument(): Promise<object> {
  // Only who asks for the document pays for its generator.
  const [{ OpenAPIGenerator }, { ZodToJsonSchemaConverter }] = await Promise.all([
    import('@orpc/openapi'),
    import('@orpc/zod/zod4'),
  ])
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(contract, {
    info: { title: 'Switchyard', version: '1' },
    servers: [{ url: '/api' }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
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
