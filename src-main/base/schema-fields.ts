import { z } from 'zod'

/** Names of the fields that the schema knows at a path; of all alternatives where there are several. */
export function listFields(schema: unknown, path: readonly (string | number)[]): string[] {
  const places = path.reduce<unknown[]>((found, key) => found.flatMap((each) => step(each, key)), [schema])
  const names = places.flatMap(plainSchemas).flatMap((each) => {
    return each instanceof z.ZodObject ? Object.keys(each.shape) : []
  })
  return [...new Set(names)]
}

function step(schema: unknown, key: string | number): unknown[] {
  return plainSchemas(schema).flatMap((each): unknown[] => {
    if (each instanceof z.ZodObject) return [each.shape[key]]
    if (each instanceof z.ZodArray) return [each.element]
    if (each instanceof z.ZodRecord) return [each.valueType]
    return []
  })
}

/** The schema itself, out of everything that is wrapped around it. */
function plainSchemas(schema: unknown): unknown[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(plainSchemas)
  if (schema instanceof z.ZodPipe) return plainSchemas(schema.in)
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodLazy
  ) {
    return plainSchemas(schema.unwrap())
  }
  return [schema]
}
