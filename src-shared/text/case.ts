type Snake<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${Snake<Rest>}`
  : Name
type Camel<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Name

type SnakeKeys<T> = { [Key in keyof T as Snake<Key & string>]: T[Key] }
type CamelKeys<T> = { [Key in keyof T as Camel<Key & string>]: T[Key] }

/** `projectId` becomes `project_id`. */
export const snakeCased = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const camelCased = (name: string): string =>
  name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

const renamed = (value: object, rename: (name: string) => string) =>
  Object.fromEntries(Object.entries(value).map(([name, each]): readonly unknown[] => [rename(name), each]))

/** Renames the top-level keys to snake case. Nested values stay unchanged. */
export const snakeKeys = <T extends object>(value: T): SnakeKeys<T> => renamed(value, snakeCased)
export const camelKeys = <T extends object>(value: T): CamelKeys<T> => renamed(value, camelCased)
