import { z } from 'zod'

const idSchema = z.string().min(1).max(100)

const requestSchema = z.object({
  i: idSchema,
  t: z.literal(1).optional(),
  p: z.object({
    u: z
      .string()
      .max(10_000)
      .refine((path) => path.startsWith('/') && URL.canParse(path, 'http://localhost')),
    m: z.string().max(20).optional(),
    h: z
      .record(z.string(), z.union([z.string(), z.array(z.string())]))
      .refine(isOfJson)
      .optional(),
  }),
})
const abortSchema = z.object({ i: idSchema, t: z.literal(4) })
const messageSchema = z.union([abortSchema, requestSchema])

/** False if a header announces a file, a form or a stream as the body. The contract has none. */
function isOfJson(headers: Record<string, unknown>): boolean {
  return !Object.keys(headers).some((name) => name.toLowerCase().startsWith('content-'))
}

/** True for a message of the procedure protocol: a request or an abort. */
export function isProtocolMessage(text: string): boolean {
  // Untrusted text: invalid JSON is not a message.
  try {
    return messageSchema.safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}
