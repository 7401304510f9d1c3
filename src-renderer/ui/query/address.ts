import { z } from 'zod'

/** The search parameters that are set. */
export type Address<Parsed> = { readonly [Key in keyof Parsed]?: NonNullable<Parsed[Key]> }

/** New values of some parts; undefined takes a part away. */
export type Changes<Search> = { readonly [Key in keyof Search]?: Search[Key] | undefined }

/** A screen that shows what its address says, and changes it. */
export interface AddressProps<Search> {
  readonly search: Search
  readonly onSearch: (search: Search) => void
}

/** A value of an address: what is not understood is left out. */
export const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined)

export const maybeText = maybe(z.string().min(1))
export const maybeDay = maybe(z.string().regex(/^\d{4}-\d\d-\d\d$/))
/** In an address typed by hand it is a text. */
export const maybeTrue = maybe(z.union([z.literal(true), z.literal('true').transform(() => true as const)]))

/** Reads the part of an address that belongs to one screen. */
export function addressReader<Shape extends z.ZodRawShape>(shape: Shape) {
  const schema = z.object(shape)
  return (given: object): Address<z.infer<typeof schema>> => withoutEmpty(schema.parse(given))
}

function withoutEmpty<Parsed extends object>(search: Parsed): Address<Parsed> {
  const found: { [Key in keyof Parsed]?: NonNullable<Parsed[Key]> } = {}
  for (const key in search) {
    const value = search[key]
    if (value !== undefined && value !== null) found[key] = value
  }
  return found
}
