import { z } from 'zod'

/** Parsed search parameters without the unset ones. */
export type Address<Parsed> = { readonly [Key in keyof Parsed]?: NonNullable<Parsed[Key]> }

/** Changes to search parameters; undefined removes a parameter. */
export type Changes<Search> = { readonly [Key in keyof Search]?: Search[Key] | undefined }

/** Props of a screen whose state is in the address. */
export interface AddressProps<Search> {
  readonly search: Search
  readonly onSearch: (search: Search) => void
}

/** An optional search parameter: invalid values are dropped. */
export const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined)

export const maybeText = maybe(z.string().min(1))
export const maybeDay = maybe(z.string().regex(/^\d{4}-\d\d-\d\d$/))
/** A hand-typed address contains the text `true`. */
export const maybeTrue = maybe(z.union([z.literal(true), z.literal('true').transform(() => true as const)]))

/** Parses the search parameters of one screen. */
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
