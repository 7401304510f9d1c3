import { ORPCError } from '@orpc/client'
import { createStore } from 'zustand/vanilla'
import type { Draft, DraftView } from '#shared/contract/plans/drafts.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { isAnswer } from '../../rpc/failure.ts'
import { pause } from '../../rpc/reconnect.ts'
import type { LocalCopies } from './local-copy.ts'

/**
 * Saves edits on the server within a second, or shows why the save failed. Requests run one at a time, always with the
 * newest document. Each request carries the expected revision, so no window overwrites another.
 * `waiting`: changed, with a save scheduled.
 */
export type SaveState =
  | { readonly kind: 'saved' | 'waiting' | 'saving' | 'offline' }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'conflict'; readonly theirs: Draft }

export interface KeeperState {
  readonly save: SaveState
  /** Null if nothing has changed yet, or all changes are published. */
  readonly draft: { readonly id: string; readonly revision: number } | null
  /** The published version being edited; null if the plan was never published. */
  readonly planId: string | null
}

/** The part of the API that saving needs. */
export interface DraftApi {
  create(input: { draftId: string; document: PlanDraft; planId?: string }): Promise<DraftView>
  save(input: { draftId: string; document: PlanDraft; revision: number }): Promise<DraftView>
  get(input: { draftId: string }): Promise<Draft>
}

export interface KeeperOptions {
  readonly address: string
  readonly readDocument: () => PlanDraft
  /** Calls `onChange` when the document changes. */
  readonly subscribe: (onChange: () => void) => unknown
  readonly api: DraftApi
  readonly isOnline: () => boolean
  readonly copies: LocalCopies
  readonly base: Pick<KeeperState, 'draft' | 'planId'>
  /** The document on the server. A different document is saved at once. */
  readonly sent: PlanDraft
  readonly delayMs?: number
  readonly newId?: () => string
}

export type DraftKeeper = ReturnType<typeof createDraftKeeper>

const newDraftId = (): string => `draft_${crypto.randomUUID()}`
const usualDelayMs = 600
const retryMs = 3000

export function createDraftKeeper(options: KeeperOptions) {
  const { api, copies, address, readDocument, isOnline, delayMs = usualDelayMs } = options
  const { newId = newDraftId } = options
  const state = createStore<KeeperState>(() => ({ ...options.base, save: { kind: 'saved' } }))
  let sent = options.sent
  let work: Promise<void> | null = null
  /**
   * Id of a draft whose creation is not confirmed. Retries use the same id, so a lost response creates no second
   * draft.
   */
  let creating: string | null = null

  const set = (save: SaveState) => state.setState({ save })
  const isDirty = () => readDocument() !== sent
  const keepCopy = () => {
    const { draft, planId } = state.getState()
    return copies.write(address, { document: readDocument(), draft, planId, newDraftId: creating })
  }

  async function send(document: PlanDraft): Promise<void> {
    const { draft, planId } = state.getState()
    const saved =
      draft === null
        ? await create(document, planId)
        : await api.save({ draftId: draft.id, document, revision: draft.revision })
    sent = document
    state.setState({ draft: { id: saved.id, revision: saved.revision } })
  }

  async function create(document: PlanDraft, planId: string | null): Promise<DraftView> {
    creating ??= (await copies.read(address))?.newDraftId ?? newId()
    const made = await api.create({ draftId: creating, document, ...(planId !== null && { planId }) })
    creating = null
    return made
  }

  /** Only the response was lost. The draft exists, with the document from that time. */
  function takeCreated(): void {
    if (creating !== null) state.setState({ draft: { id: creating, revision: 1 } })
    creating = null
  }

  /** Another window saved first: a conflict. If its document equals the sent one, only the response was lost. */
  async function settleStale(document: PlanDraft): Promise<void> {
    const { draft } = state.getState()
    if (draft === null) return
    const theirs = await api.get({ draftId: draft.id })
    if (JSON.stringify(theirs.document) === JSON.stringify(document)) {
      sent = document
      state.setState({ draft: { id: draft.id, revision: theirs.revision } })
    } else {
      set({ kind: 'conflict', theirs })
    }
  }

  async function sendAll(): Promise<void> {
    while (isDirty() && !isHeld(state.getState().save)) {
      const document = readDocument()
      set({ kind: isOnline() ? 'saving' : 'offline' })
      if (!isOnline()) await keepCopy()
      try {
        await send(document)
      } catch (error) {
        if (codeOf(error) === 'E_STALE') await settleStale(document).catch(() => pause(retryMs))
        else if (codeOf(error) === 'E_DUPLICATE_ID') takeCreated()
        else if (codeOf(error) === 'E_NOT_FOUND' && state.getState().draft !== null) {
          // The draft was deleted elsewhere, so the local document becomes a new draft.
          state.setState({ draft: null })
        } else if (isAnswer(error)) set({ kind: 'refused', error })
        else {
          set({ kind: 'offline' })
          await keepCopy()
          await pause(retryMs)
        }
      }
    }
    if (!isDirty()) {
      await copies.drop(address)
      set({ kind: 'saved' })
    }
  }

  const run = (): Promise<void> => {
    work ??= sendAll().finally(() => {
      work = null
    })
    return work
  }

  let isScheduled = false
  const schedule = () => {
    const { save } = state.getState()
    if (save.kind === 'conflict' || !isDirty()) return
    if (save.kind !== 'offline' && save.kind !== 'saving') set({ kind: 'waiting' })
    if (isScheduled) return
    isScheduled = true
    void pause(delayMs).then(() => {
      isScheduled = false
      return run()
    })
  }
  options.subscribe(schedule)
  schedule()

  return {
    state,
    /** Saves all pending edits; true if the server has all of them. */
    async flush() {
      await run()
      return !isDirty()
    },
    /** Call after the connection opens or closes. */
    onConnection() {
      if (isOnline()) schedule()
      else if (isDirty() && state.getState().save.kind !== 'conflict') {
        set({ kind: 'offline' })
        void keepCopy()
      }
    },
    /** Resolves a conflict: saves the local version as a new draft. The other window keeps its draft. */
    async keepMine() {
      state.setState({ draft: null, save: { kind: 'waiting' } })
      await run()
    },
    /** Resolves a conflict: returns the version of the other window for the caller to show. */
    takeTheirs() {
      const { save } = state.getState()
      if (save.kind !== 'conflict') return null
      const { id, revision, planId, document } = save.theirs
      sent = document
      state.setState({ draft: { id, revision }, planId, save: { kind: 'saved' } })
      void copies.drop(address)
      return document
    },
    /** Call after publishing: `published` is the document of version `planId`, and later edits are based on it. */
    rebase(planId: string, published: PlanDraft) {
      sent = published
      state.setState({ draft: null, planId, save: { kind: 'saved' } })
      void copies.drop(address)
      schedule()
    },
    /**
     * Returns a version that another window saved while this window had no changes; the caller shows it. Null if there
     * is none.
     */
    async findNews() {
      const { draft, save } = state.getState()
      if (draft === null || save.kind !== 'saved' || !isOnline()) return null
      const theirs = await api.get({ draftId: draft.id }).catch(() => null)
      if (theirs === null || theirs.revision <= draft.revision || isDirty()) return null
      sent = theirs.document
      state.setState({ draft: { id: draft.id, revision: theirs.revision }, planId: theirs.planId })
      return theirs.document
    },
    /** Call before the page may close: stores unsent edits in the browser. */
    keepCopy() {
      if (isDirty()) void keepCopy()
    },
  }
}

/** True if saving is stopped until the person acts. */
const isHeld = ({ kind }: SaveState): boolean => kind === 'conflict' || kind === 'refused'

const codeOf = (error: unknown): string | null => (error instanceof ORPCError ? error.code : null)
