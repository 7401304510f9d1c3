import { type Draft, type DraftView, draftLimit } from '#shared/contract/plans/drafts.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { createNotifier, type Notifier } from '../base/notifier.ts'
import type { Services } from './wire/context.ts'
import { follow } from './wire/follow.ts'
import { found, inOneTransaction, procedures } from './wire/procedure.ts'

/** Working copies of plans; nothing of them is in the log. */
export const createDraftHandlers = (services: Services) => {
  // Drafts are not in the log, so its news say nothing of them.
  const news = createNotifier()
  return {
    ...createReading(services, news),
    ...createWriting(services, news),
  }
}

const createReading = (services: Services, news: Notifier) => ({
  list: procedures.drafts.list.handler(() => services.store.drafts.list()),
  get: procedures.drafts.get.handler(({ input: { draftId } }) =>
    found(services.store.drafts.find(draftId), `Draft ${draftId}`),
  ),
  watch: procedures.drafts.watch.handler(({ input: { draftId, after }, signal }) => {
    viewOf(services, draftId)
    const read = (seen: number) => {
      const { revision = seen } = services.store.drafts.findView(draftId) ?? {}
      return { items: revision > seen ? [{ draftId, revision }] : [], seq: revision, isFull: false }
    }
    return follow({ news, after, signal, read })
  }),
})

const createWriting = (services: Services, news: Notifier) => ({
  create: procedures.drafts.create.handler(({ input, context }) => {
    const { store, clock, newId } = services
    const plan =
      input.planId === undefined ? null : found(store.plans.find(input.planId), `Plan ${input.planId}`)
    const document = input.document ?? plan?.document
    if (document === undefined) throw new RefusalError(nothingGiven)
    requireSize(document)
    const { draftId: id = `draft_${newId()}` } = input
    const draft = { id, planId: plan?.id ?? null, document }
    return inOneTransaction(store, context, () => {
      const before = store.drafts.find(id)
      if (before === null) store.drafts.add({ ...draft, at: clock.now() })
      else if (!isSame(before, draft)) throw new RefusalError(usedAlready(id))
      return viewOf(services, id)
    })
  }),
  save: procedures.drafts.save.handler(({ input: { draftId, document, revision, planId }, context }) => {
    const { store, clock } = services
    const before = viewOf(services, draftId)
    if (planId !== undefined) found(store.plans.find(planId), `Plan ${planId}`)
    const text = requireSize(document)
    const view = inOneTransaction(store, context, () => {
      const isSaved = store.drafts.save({ id: draftId, revision, document, text, at: clock.now() })
      if (!isSaved) throw new RefusalError(staleBy(before, revision))
      if (planId !== undefined) store.drafts.setPlan(draftId, planId)
      return viewOf(services, draftId)
    })
    news.notify()
    return view
  }),
  remove: procedures.drafts.remove.handler(({ input: { draftId }, context }) => {
    viewOf(services, draftId)
    return inOneTransaction(services.store, context, () => {
      services.store.drafts.remove(draftId)
      return { draftId }
    })
  }),
})

const viewOf = ({ store }: Services, draftId: string): DraftView =>
  found(store.drafts.findView(draftId), `Draft ${draftId}`)

/** True for a repeat of the creation: the draft is as it was created. */
const isSame = (
  before: Draft,
  { planId, document }: Pick<Draft, 'planId'> & { document: PlanDraft },
): boolean =>
  before.revision === 1 &&
  before.planId === planId &&
  JSON.stringify(before.document) === JSON.stringify(document)

const usedAlready = (id: string) =>
  refusal('E_DUPLICATE_ID', `Draft ${id} already exists.`, 'Create the draft under a new id.', {
    field: 'draftId',
  })

const nothingGiven = refusal(
  'E_REQUIRED',
  'A draft of nothing was asked for.',
  'Give planId, document or both.',
  { field: 'document' },
)

/** Answers with the document as it is kept. */
function requireSize(document: PlanDraft): string {
  const text = JSON.stringify(document)
  if (text.length <= draftLimit) return text
  const message = `The draft has ${text.length.toLocaleString('en')} characters; at most ${draftLimit.toLocaleString('en')} are kept.`
  throw new RefusalError(
    refusal('E_TOO_LARGE', message, 'Shorten descriptions, or split the plan.', { limit: draftLimit }),
  )
}

const staleBy = ({ id, revision: newest }: DraftView, revision: number) =>
  refusal(
    'E_STALE',
    `Draft ${id} was changed elsewhere: it is at revision ${newest}, and you changed revision ${revision}.`,
    'Look at what it holds now, and save on top of that, or keep yours as another draft.',
    { field: 'revision', limit: newest },
  )
