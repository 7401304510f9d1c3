import { type Draft, type DraftView, draftLimit } from '#shared/contract/plans/drafts.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { createNotifier } from '../../base/notifier.ts'
import { follow } from '../follow.ts'
import type { AppOptions } from '../options.ts'
import { type Call, type InputOf, requireFound, transact, type UseCases } from '../use-case.ts'

type NewDraft = InputOf<'drafts', 'create'>

type SavedDraft = InputOf<'drafts', 'save'>

/** Working copies of plans. Drafts are not recorded in the log. */
export function createDrafts(options: AppOptions): UseCases<'drafts'> {
  const { store } = options
  const { drafts } = store
  /** Notified after every saved revision. */
  const news = createNotifier()
  const requireView = (id: string) => requireFound(drafts.findView(id), `Draft ${id}`)
  return {
    list: () => ok(drafts.list()),
    get: ({ draftId }) => requireFound(drafts.find(draftId), `Draft ${draftId}`),
    /** Emits the newest revision if it is newer than `after`, then each saved revision. */
    watch({ draftId, after }, { signal }) {
      const view = requireView(draftId)
      if (!view.ok) return view
      const read = (seen: number) => {
        const { revision = seen } = drafts.findView(draftId) ?? {}
        return { items: revision > seen ? [{ draftId, revision }] : [], seq: revision, isFull: false }
      }
      return ok(follow({ news, after, signal, read }))
    },
    create: (input, call) => create(options, input, call),
    save(input, call) {
      const saved = save(options, input, call)
      if (saved.ok) news.notify()
      return saved
    },
    remove({ draftId }, call) {
      const view = requireView(draftId)
      if (!view.ok) return view
      return transact(store, call, () => {
        drafts.remove(draftId)
        return ok({ draftId })
      })
    },
  }
}

function create(
  { store, clock, newId }: AppOptions,
  input: NewDraft,
  call: Call,
): Result<DraftView, Refusal> {
  const { planId, draftId: id = `draft_${newId()}` } = input
  const plan = planId === undefined ? null : requireFound(store.plans.find(planId), `Plan ${planId}`)
  if (plan?.ok === false) return plan
  const document = input.document ?? plan?.value.document
  if (document === undefined) return err(nothingGiven)
  const text = requireSize(document)
  if (!text.ok) return text
  const draft = { id, planId: plan?.value.id ?? null, document }
  return transact(store, call, () => {
    const before = store.drafts.find(id)
    if (before === null) store.drafts.add({ ...draft, at: clock.now() })
    else if (!isSame(before, draft)) return err(usedAlready(id))
    return requireFound(store.drafts.findView(id), `Draft ${id}`)
  })
}

function save(
  { store, clock }: AppOptions,
  { draftId: id, document, revision, planId }: SavedDraft,
  call: Call,
): Result<DraftView, Refusal> {
  const before = requireFound(store.drafts.findView(id), `Draft ${id}`)
  if (!before.ok) return before
  const plan = planId === undefined ? null : requireFound(store.plans.find(planId), `Plan ${planId}`)
  if (plan?.ok === false) return plan
  const text = requireSize(document)
  if (!text.ok) return text
  return transact(store, call, () => {
    const isSaved = store.drafts.save({ id, revision, document, text: text.value, at: clock.now() })
    if (!isSaved) return err(staleBy(before.value, revision))
    if (planId !== undefined) store.drafts.setPlan(id, planId)
    return requireFound(store.drafts.findView(id), `Draft ${id}`)
  })
}

/** True for a repeated creation: the draft is unchanged since it was created. */
const isSame = (
  before: Draft,
  { planId, document }: Pick<Draft, 'planId'> & { document: PlanDraft },
): boolean =>
  before.revision === 1 &&
  before.planId === planId &&
  JSON.stringify(before.document) === JSON.stringify(document)

const usedAlready = (id: string) => refusal('E_DUPLICATE_ID', 'draft_exists', { draft: id, field: 'draftId' })

const nothingGiven = refusal('E_REQUIRED', 'draft_without_content', { field: 'document' })

/** The document as stored text; a refusal if it is too large. */
function requireSize(document: PlanDraft): Result<string, Refusal> {
  const text = JSON.stringify(document)
  if (text.length <= draftLimit) return ok(text)
  return refuse('E_TOO_LARGE', 'draft_too_large', {
    count: text.length.toLocaleString('en'),
    most: draftLimit.toLocaleString('en'),
    limit: draftLimit,
  })
}

const staleBy = ({ id, revision: newest }: DraftView, revision: number) =>
  refusal('E_STALE', 'draft_changed_elsewhere', {
    draft: id,
    newest,
    revision,
    field: 'revision',
    limit: newest,
  })
