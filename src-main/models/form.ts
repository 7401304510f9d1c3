import { z } from 'zod'
import { assert } from '#shared/assert.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { refusalOfZod } from '../base/parse-input.ts'
import { parseJsonText } from '../planning/text/json-text.ts'

type JsonSchema = { readonly [key: string]: unknown }

/** Form of an answer: the schema for the model, and a parser for its answer. */
export interface Form<T> {
  /** Complete schema for the prompt; null: the prompt does not include it. */
  readonly told: JsonSchema | null
  /** Schema with only the keywords that every provider's schema mode supports. */
  readonly sent: JsonSchema
  readonly read: (text: string) => Result<T, Fault>
}

export interface Fault {
  /** For a person, in one sentence. */
  readonly message: string
  /** For the model: every problem, in zod's format. */
  readonly detail: string
}

/**
 * Builds a form from a schema. Throws if providers' strict modes do not support the schema, which is a bug (see
 * `FormRequest`).
 */
export function formOf<T>(
  schema: z.ZodType<T>,
  complete: (answer: unknown) => unknown = (answer) => answer,
): Form<T> {
  const { $schema: _dialect, ...told }: JsonSchema = z.toJSONSchema(schema, { io: 'input' })
  assert(told.type === 'object', 'The schema of an answer must be an object at its root')
  return {
    told,
    sent: portable(told, 'answer'),
    read: (text) => {
      const found = findObject(text)
      if (!found.ok) return err({ message: found.error, detail: found.error })
      const value = complete(found.value)
      const parsed = schema.safeParse(value)
      if (parsed.success) return ok(parsed.data)
      const { message } = refusalOfZod(parsed.error.issues, schema, value)
      return err({ message, detail: z.prettifyError(parsed.error) })
    },
  }
}

const portableWords = ['type', 'description', 'enum', 'const', 'required']

function portable(schema: JsonSchema, place: string): JsonSchema {
  const { properties, items, anyOf } = schema
  const base = Object.fromEntries(Object.entries(schema).filter(([word]) => portableWords.includes(word)))
  if (schema.oneOf !== undefined || schema.$ref !== undefined || schema.allOf !== undefined) {
    throw new Error(`The schema of ${place} has alternatives or references, which some providers reject`)
  }
  const isClosed = anyOf !== undefined || schema.type !== undefined
  assert(isClosed && schema.prefixItems === undefined, `The schema of ${place} has no type, or is a tuple`)
  if (Array.isArray(anyOf)) return { ...base, anyOf: anyOf.map((each) => portable(each, place)) }
  if (schema.type === 'array') return { ...base, items: isSchema(items) ? portable(items, `${place}[]`) : {} }
  if (schema.type !== 'object') return base
  assert(isSchema(properties), `The schema of ${place} is a record; use a list of pairs`)
  const names = Object.keys(properties)
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  const optional = names.find((name) => !required.has(name))
  assert(optional === undefined, `${place}.${optional} is optional; make it nullable`)
  const fields = names.map((name) => [name, portable(schemaAt(properties, name), `${place}.${name}`)])
  return { ...base, properties: Object.fromEntries(fields), additionalProperties: false }
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null

function schemaAt(properties: JsonSchema, name: string): JsonSchema {
  const found = properties[name]
  return isSchema(found) ? found : {}
}

/**
 * The single JSON object of an answer: bare, in a code fence or within prose. With several objects, the answer is an
 * error, because one may be an echo of quoted material.
 */
export function findObject(text: string): Result<unknown, string> {
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  if (start < 0 || end < start) return err(words.modelFailures.noJson)
  const parsed = parseJsonText(text.slice(start, end + 1))
  return parsed.ok ? ok(parsed.value) : err(words.modelFailures.badJson(parsed.error.message))
}

/**
 * Removes reasoning that some models write into the answer, in a single pass. The SDK's middleware searches the
 * complete text for the end of each `<think>`, which takes hours for an answer full of them.
 */
export function withoutReasoning(text: string): string {
  const body = text.trimStart()
  const [open, close] = ['<think>', '</think>']
  const end = body.indexOf(close)
  // A chat template may have supplied the opening tag, so the answer may begin inside the reasoning.
  const isOpen =
    body.startsWith(open) || (!body.startsWith('{') && !body.slice(0, Math.max(end, 0)).includes('{'))
  if (!isOpen) return text
  if (end >= 0) return body.slice(end + close.length).trim()
  return body.startsWith(open) ? '' : text
}
