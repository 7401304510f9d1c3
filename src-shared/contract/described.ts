import type { z } from 'zod'

/** The same shape to whoever reads the contract; a value that the engine has just made is not looked through again. */
export function described<Value extends z.ZodType>(schema: Value): Value {
  const standard = schema['~standard']
  const trusting = { ...standard, validate: (value: unknown) => ({ value }) }
  return Object.create(schema, { '~standard': { value: trusting } })
}
