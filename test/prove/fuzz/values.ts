import type { Schema } from './operations.ts'
import type { Pool } from './pool.ts'

export type Random = () => number

export const chance = (random: Random, share: number): boolean => random() < share
export const below = (random: Random, limit: number): number => Math.floor(random() * limit)
export function pick<T>(random: Random, all: readonly T[], otherwise: T): T {
  return all[below(random, all.length)] ?? otherwise
}

const words = ['research', 'buy', 'a laptop', 'draft an email', 'Grüße', '日本語', '🎉', 'a', 'x y', '2026']
/** Texts that match one of the patterns in the contract. */
const shaped = [
  'EUR',
  'USD',
  'a1',
  'ann',
  'field_1',
  '2026-11-23',
  '2026-11-23T10:00:00Z',
  '1-settle',
  'writing',
  '12:00',
  'deadbeef'.repeat(8),
  'http://127.0.0.1:1/hook',
  'ann@example.com',
  'run:run_1',
  'project:shop',
  'branch:run_1/g',
  'UTC',
  'a.txt',
]

/** Values that satisfy a schema. The server may still refuse them for rules outside the schema. */
export function createValues(random: Random, pool: Pool) {
  function exampleOf(schema: Schema, name: string, depth = 0): unknown {
    if (schema.const !== undefined) return schema.const
    if (schema.enum !== undefined) return pick(random, schema.enum, null)
    const options = schema.anyOf ?? schema.oneOf
    if (options !== undefined) return exampleOf(pick(random, options, {}), name, depth)
    if (schema.allOf !== undefined)
      return Object.assign({}, ...schema.allOf.map((each) => exampleOf(each, name, depth)))
    const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])
    switch (pick(random, types, '')) {
      case 'string':
        return textOf(schema, name)
      case 'integer':
      case 'number':
        return numberOf(schema, name)
      case 'boolean':
        return chance(random, 0.5)
      case 'array':
        return listOf(schema, name, depth)
      case 'object':
        return objectOf(schema, depth)
      case 'null':
        return null
      default:
        return anything(depth)
    }
  }

  function textOf({ pattern, format, minLength = 0, maxLength = 100_000 }: Schema, name: string): string {
    const known = pool.pick(name)
    if (known !== null && chance(random, 0.85)) return known
    if (format === 'date-time') return '2026-11-23T10:00:00Z'
    if (format === 'uri' || name.toLowerCase().endsWith('url')) return 'http://127.0.0.1:1/hook'
    if (pattern !== undefined) {
      const shape = new RegExp(pattern, 'u')
      const fitting = shaped.filter((each) => shape.test(each))
      if (fitting.length > 0) return pick(random, fitting, '')
    }
    if (chance(random, 0.01)) return 'x'.repeat(Math.min(maxLength, 5000))
    const text = Array.from({ length: 1 + below(random, 4) }, () => pick(random, words, 'a')).join(' ')
    return [...text.padEnd(minLength, 'a')].slice(0, maxLength).join('')
  }

  function numberOf({ type, minimum, maximum, exclusiveMinimum, multipleOf }: Schema, name: string): number {
    // A waiting request would only slow down the others.
    if (name === 'wait') return 0
    const least = minimum ?? exclusiveMinimum ?? 0
    const most = maximum ?? least + 1000
    const near = [least, most, least + 1, Math.min(most, least + 10)]
    const value = chance(random, 0.3)
      ? pick(random, near, least)
      : least + below(random, Math.min(most - least, 1000))
    if (type === 'integer') return Math.round(value)
    return multipleOf === undefined ? value : Math.round(value)
  }

  function listOf(
    { items = {}, minItems = 0, maxItems = 5 }: Schema,
    name: string,
    depth: number,
  ): unknown[] {
    const length = Math.max(minItems, Math.min(maxItems, below(random, depth > 3 ? 1 : 4)))
    return Array.from({ length }, () => exampleOf(items, name, depth + 1))
  }

  function objectOf(
    { properties = {}, required = [], additionalProperties, propertyNames = {} }: Schema,
    depth: number,
  ) {
    const share = depth > 3 ? 0.1 : 0.35
    const named = Object.entries(properties).flatMap(([name, schema]) =>
      required.includes(name) || chance(random, share)
        ? [[name, exampleOf(schema, name, depth + 1)] as const]
        : [],
    )
    const open = typeof additionalProperties === 'object' && chance(random, 0.5) ? additionalProperties : null
    const more =
      open === null ? [] : [[textOf(propertyNames, 'name'), exampleOf(open, 'value', depth + 1)] as const]
    return Object.fromEntries([...named, ...more])
  }

  function anything(depth: number): unknown {
    if (depth > 5 || chance(random, 0.7))
      return pick<unknown>(random, ['text', 1, 0.5, true, null, {}, []], null)
    return { inner: anything(depth + 1), list: [anything(depth + 1)] }
  }

  return { exampleOf }
}
