import { z } from 'zod'
import { type Artifact, maxNameLength, quoteName } from '#shared/model/artifact.ts'
import type { Drafted, Drafter } from '../../agents/builtin/drafter.ts'
import type { Models, PromptPart, Purpose } from '../../models/port.ts'
import { maxMaterialLength } from '../../models/prompt.ts'
import {
  agentTypesPart,
  deliverablesInstructions,
  filesInstructions,
  judgeInstructions,
  scopeInstructions,
} from './instructions.ts'

const line = z.string().min(1).max(500)
const lines = z.array(line).max(30)

/** Flat, with every field required, because some servers accept no other form. */
const scopeSchema = z.object({
  summary: z.string().min(1).max(2000),
  made: lines.min(1),
  not_made: lines,
  constraints: lines,
  done_when: lines.min(1),
  open_questions: lines,
})
const planSchema = z.object({
  deliverables: z
    .array(
      z.object({
        title: z.string().min(1).max(200),
        agent_type: z.string().regex(/^[\w -]{1,64}$/),
        description: z.string().min(1).max(2000),
        done_when: line,
      }),
    )
    .min(1)
    .max(30),
  risks: lines,
})
const filesSchema = z.object({
  files: z
    .array(z.object({ name: z.string().min(1).max(maxNameLength), text: z.string().max(100_000) }))
    .min(1)
    .max(20),
  said: z.string().min(1).max(2000),
  missing: z.string().max(2000),
})

const judgementSchema = z.object({
  points: z
    .array(
      z.object({
        what: z.string().min(1).max(500),
        is_met: z.boolean(),
        quote: z.string().max(1000),
        why: z.string().min(1).max(1000),
      }),
    )
    .min(1)
    .max(30),
  verdict: z.enum(['pass', 'fail']),
})

const maxText = 20_000
const maxFiles = 30
const maxNames = 4000

export interface DrafterOptions {
  readonly models: Models
  /** Agent types that currently exist. */
  readonly typesOf: () => readonly string[]
}

/** Drafts by the models that are configured for planning and working. */
export function createDrafter({ models, typesOf }: DrafterOptions): Drafter {
  async function ask<T>(request: {
    readonly purpose: Purpose
    readonly instructions: string
    readonly prompt: readonly PromptPart[]
    readonly schema: z.ZodType<T>
    readonly abortSignal: AbortSignal
  }): Promise<Drafted<T>> {
    const maxOutputTokens = request.purpose === 'working' ? 30_000 : 6000
    const answer = await models.ask({ maxOutputTokens, deadlineMs: 240_000, ...request })
    if (answer.ok) {
      const { value, model, cost } = answer.value
      return { draft: value, model, failure: null, spent: cost }
    }
    const { type, message, model, cost } = answer.error
    // A missing model is not a failure.
    return { draft: null, model, failure: type === 'no_model' ? null : message, spent: cost }
  }
  return {
    async draftScope({ goal, files, answers }, abortSignal) {
      const prompt = [
        data('goal', goal),
        data('answers of a person', answers),
        data('project files', (files ?? []).join('\n'), maxNames),
      ]
      const { draft, ...rest } = await ask({
        purpose: 'planning',
        instructions: scopeInstructions,
        prompt: prompt.filter(({ text }) => text !== ''),
        schema: scopeSchema,
        abortSignal,
      })
      if (draft === null) return { draft, ...rest }
      const { not_made: notMade, done_when: doneWhen, open_questions: openQuestions, ...same } = draft
      return { draft: { ...same, notMade, doneWhen, openQuestions }, ...rest }
    },
    async draftPlan({ goal, scope, answers }, abortSignal) {
      const material = [data('goal', goal), data('scope.md', scope), data('answers of a person', answers)]
      const { draft, ...rest } = await ask({
        purpose: 'planning',
        instructions: deliverablesInstructions,
        prompt: [...material.filter(({ text }) => text !== ''), agentTypesPart(typesOf())],
        schema: planSchema,
        abortSignal,
      })
      if (draft === null) return { draft, ...rest }
      const deliverables = draft.deliverables.map(
        ({ agent_type: agentType, done_when: doneWhen, ...same }) => ({
          ...same,
          agentType,
          doneWhen,
        }),
      )
      return { draft: { deliverables, risks: draft.risks }, ...rest }
    },
    async draftFiles({ role, task, goal, files }, abortSignal) {
      const { draft, ...rest } = await ask({
        purpose: 'working',
        instructions: filesInstructions,
        prompt: [data('your role', role), data('goal', goal), ...filesPart(files), data('your task', task)],
        schema: filesSchema,
        abortSignal,
      })
      if (draft === null) return { draft, ...rest }
      const made = draft.files.map((file) => ({ ...file, mediaType: mediaTypeOf(file.name) }))
      return { draft: { ...draft, files: made }, ...rest }
    },
    async judge({ task, question, parts }, abortSignal) {
      const { draft, ...rest } = await ask({
        purpose: 'working',
        instructions: judgeInstructions,
        prompt: [
          data('request', task, maxMaterialLength),
          ...(question === null ? [] : [data('question', question)]),
          ...parts.map(({ name, text }) =>
            data('result', `name: ${quoteName(name)}\n\n${text}`, maxMaterialLength),
          ),
        ],
        schema: judgementSchema,
        abortSignal,
      })
      if (draft === null) return { draft, ...rest }
      const points = draft.points.map(({ is_met: isMet, ...same }) => ({ ...same, isMet }))
      return { draft: { verdict: draft.verdict, points }, ...rest }
    },
  }
}

const data = (label: string, text: string, maxLength = maxText) =>
  ({ kind: 'data', label, text, maxLength }) as const

/** The newest files, with the number of those that are left out. */
function filesPart(files: readonly Artifact[]): PromptPart[] {
  const shown = files.slice(-maxFiles)
  const leftOut = files.length - shown.length
  const note = { kind: 'text', text: `${leftOut} older files are left out here.` } as const
  return [
    ...(leftOut > 0 ? [note] : []),
    ...shown.map(({ name, text }) => data('file', `name: ${quoteName(name)}\n\n${text}`)),
  ]
}

/** A Map, because a file extension may be a property of every object, such as `constructor`. */
const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['md', 'text/markdown'],
  ['html', 'text/html'],
  ['css', 'text/css'],
  ['js', 'text/javascript'],
  ['json', 'application/json'],
  ['csv', 'text/csv'],
])

const mediaTypeOf = (name: string): string =>
  mediaTypes.get(/\.(?<ending>\w+)$/.exec(name)?.groups?.ending?.toLowerCase() ?? '') ?? 'text/plain'
