/** A value of several tasks: what all of them have, or that they differ. */
export type Shared<Value> = { readonly is: 'one'; readonly value: Value } | { readonly is: 'mixed' }

export function sharedOf<Item, Value>(items: readonly Item[], read: (item: Item) => Value): Shared<Value> {
  const [first, ...rest] = items
  if (first === undefined) return { is: 'mixed' }
  const value = read(first)
  const text = JSON.stringify(value)
  return rest.every((item) => JSON.stringify(read(item)) === text) ? { is: 'one', value } : { is: 'mixed' }
}

export const valueOr = <Value, Other>(shared: Shared<Value>, other: Other): Value | Other =>
  shared.is === 'one' ? shared.value : other
