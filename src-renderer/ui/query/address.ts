import { z } from 'zod'

/** What an address says: only what is set. */
export type Address<Parsed> = { readonly [Key in keyof Parsed]?: NonNullable<Parsed[Key]> }

/** A value of an address: what is not understood is left out. */
export const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined)

export const maybeText = maybe(z.string().min(1))

export function withoutEmpty<Parsed extends object>(search: Parsed): Address<Parsed> {
  const found: { [Key in keyof Parsed]?: NonNullable<Parsed[Key]> } = {}
  for (const key in search) {
    const value = search[key]
    if (value !== undefined && value !== null) found[key] = value
  }
  return found
}
