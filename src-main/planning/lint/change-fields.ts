import type { FieldChange } from '#shared/model/plan-finding.ts'

type Path = FieldChange['path']

/**
 * Applies changes to the content of a plan file in order; the input is not modified. Removed entries of lists are
 * removed last, so that the indexes of the others stay valid. A change of a missing value does nothing.
 */
export function changeFields(file: unknown, changes: readonly FieldChange[]): unknown {
  const changed = structuredClone(file)
  const gone = new Map<unknown[], Set<number>>()
  for (const change of changes) {
    const holder = valueAt(changed, change.path.slice(0, -1))
    const name = change.path.at(-1)
    if (Array.isArray(holder) && typeof name === 'number') changeItem(holder, name, { change, gone })
    else if (isObject(holder) && typeof name === 'string') changeField(holder, name, change)
  }
  for (const [list, places] of gone) {
    const kept = list.filter((_, at) => !places.has(at))
    list.length = 0
    for (const each of kept) list.push(each)
  }
  return changed
}

interface Item {
  readonly change: FieldChange
  readonly gone: Map<unknown[], Set<number>>
}

function changeItem(list: unknown[], at: number, { change, gone }: Item): void {
  if (change.type === 'set_field') list[at] = change.to
  if (change.type === 'drop_field') gone.set(list, (gone.get(list) ?? new Set()).add(at))
}

function changeField(holder: Record<string, unknown>, name: string, change: FieldChange): void {
  if (change.type === 'set_field') {
    holder[name] = change.to
    return
  }
  if (change.type === 'rename_field' && Object.hasOwn(holder, name)) holder[change.to] = holder[name]
  Reflect.deleteProperty(holder, name)
}

/** The value at the path; undefined if there is none. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((found, name) => {
    if (Array.isArray(found)) return typeof name === 'number' ? found[name] : undefined
    return isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined
  }, value)

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
