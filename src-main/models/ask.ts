import { err, ok, type Result } from '#shared/result.ts'
import { converseWith } from './converse.ts'
import { noModel, notInForm } from './failures.ts'
import { type Form, formOf } from './form.ts'
import type { Answer, Failure, ModelFailure, ModelRequest, Models } from './port.ts'
import { renderInstructions, renderPrompt, repairTurn } from './prompt.ts'
import { type Access, type ModelsOptions, type Session, send, visit } from './session.ts'
import { findEntry, type ModelEntry } from './settings.ts'

export const createModels = (options: ModelsOptions): Models => ({
  ask(request) {
    const entry = findEntry(options.settings(), request.purpose)
    return askEntry(entry, request, formOf(request.schema, request.complete), options)
  },
  converse: (request) => converseWith(request, options),
})

/** Like `Models.ask`, but with this entry instead of the one in the settings. */
export function askEntry<T>(
  entry: ModelEntry | null,
  request: ModelRequest,
  form: Form<T>,
  options: Access,
): Promise<Result<Answer<T>, ModelFailure>> {
  const { purpose, deadlineMs, abortSignal, maxOutputTokens } = request
  const told = { instructions: renderInstructions(request.instructions, form.told), schema: form.sent }
  return visit(
    entry ?? noModel(purpose),
    { told: { ...told, tools: [], maxOutputTokens }, deadlineMs, abortSignal, options },
    (session) => converse(session, renderPrompt(request.prompt), form),
  )
}

type Outcome<T> = Result<Pick<Answer<T>, 'value' | 'text' | 'repaired'>, Failure>

/** Sends the prompt, and at most one repair turn if the answer does not fit the form. */
async function converse<T>(session: Session, prompt: string, form: Form<T>): Promise<Outcome<T>> {
  const user = { role: 'user', content: prompt } as const
  const first = await send(session, [user])
  if (!first.ok) return first
  const read = form.read(first.value.text)
  if (read.ok) return ok({ value: read.value, text: first.value.text, repaired: false })
  const repair = repairTurn(first.value.text, read.error.detail)
  const mended = [
    user,
    { role: 'assistant', content: repair.answer },
    { role: 'user', content: repair.request },
  ] as const
  const second = await send(session, mended)
  if (!second.ok) return second
  const again = form.read(second.value.text)
  if (again.ok) return ok({ value: again.value, text: second.value.text, repaired: true })
  return err({ ...notInForm(again.error.message, session.call.subject), text: second.value.text })
}
