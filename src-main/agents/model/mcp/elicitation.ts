import { z } from 'zod'
import type { FormField } from '#shared/model/approval.ts'
import { formFieldSchema } from '#shared/model/approval.ts'
import type { Json } from '#shared/model/json.ts'
import type { ToolQuestion } from '../tool.ts'

const propertySchema = z.looseObject({
  type: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.string()).optional(),
})
const requestSchema = z.looseObject({
  message: z.string(),
  requestedSchema: z.looseObject({
    properties: z.record(z.string(), z.unknown()).default({}),
    required: z.array(z.string()).default([]),
  }),
})

/** What a server asks a person, as a question with a form; null when it asks for something that no form here has. */
export function questionOf(params: unknown): ToolQuestion | null {
  const request = requestSchema.safeParse(params).data
  if (request === undefined) return null
  const { properties, required } = request.requestedSchema
  const fields = Object.entries(properties)
    .slice(0, 50)
    .map(([key, property]) => fieldOf(key, property, required.includes(key)))
  const form = fields.filter((field) => field !== null)
  return form.length < fields.length ? null : { text: request.message.slice(0, 4000), form }
}

const types: ReadonlyMap<string, FormField['type']> = new Map([
  ['string', 'text'],
  ['number', 'number'],
  ['integer', 'number'],
  ['boolean', 'boolean'],
])

function fieldOf(key: string, property: unknown, required: boolean): FormField | null {
  const { type = '', title, description, enum: options } = propertySchema.safeParse(property).data ?? {}
  const label = (title ?? description ?? key).slice(0, 200)
  const form = options === undefined ? { type: types.get(type) } : { type: 'choice', options }
  return formFieldSchema.safeParse({ key, label: label === '' ? key : label, required, ...form }).data ?? null
}

/** A person's answer as the server is told it. */
export function answerOf(answer: Json) {
  const content = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).safeParse(answer).data
  return content === undefined ? { action: 'decline' as const } : { action: 'accept' as const, content }
}
