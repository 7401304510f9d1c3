import { ORPCError } from '@orpc/client'
import { createStore } from 'zustand/vanilla'
import type { Draft, DraftView } from '#shared/contract/plans/drafts.ts'
import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { isAnswer } from '../../rpc/failure.ts'
import { pause } from '../../rpc/reconnect.ts'
import type { LocalCopies } from './local-copy.ts'

/**
 * Saves edits on the server within a second, or shows the person why not. Requests run one at a time, always with the newest document. The expected revision goes with it, so that no window overwrites another.
 *
 * `waiting`: changed, and sent in a moment.
 */
export type SaveState =
  | { readonly kind: 'saved' | 'waiting' | 'saving' | 'offline' }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'conflict'; readonly theirs: Draft }

export interface KeeperState {
  readonly save: SaveState
  /** Null: nothing was changed yet, or what was is published. */
  readonly draft: { readonly id: string; readonly revision: number } | null
  /** The version that is changed; null: it was never published. */
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
  /** Calls back when the document is another. */
  readonly subscribe: (onChange: () => void) => unknown
  readonly api: DraftApi
  readonly isOnline: () => boolean
  readonly copies: LocalCopies
  readonly base: Pick<KeeperState, 'draft' | 'planId'>
  /** The document on the server; a different one is sent at once. */
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
  /** The id of a draft whose creation is not confirmed. A repeat has the same id, so a lost answer makes no second draft. */
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

  /** Only the answer was lost: the draft was created, with what was typed by then. */
  function takeCreated(): void {
    if (creating !== null) state.setState({ draft: { id: creating, revision: 1 } })
    creating = null
  }

  /** Another window was faster, unless what it saved is what was sent: then only the answer was lost. */
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
          // Somebody dropped it: what is here becomes a draft of its own.
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
    /** Sends what is not sent yet; true: the server has all of it. */
    async flush() {
      await run()
      return !isDirty()
    },
    /** The connection opened or closed. */
    onConnection() {
      if (isOnline()) schedule()
      else if (isDirty() && state.getState().save.kind !== 'conflict') {
        set({ kind: 'offline' })
        void keepCopy()
      }
    },
    /** After a conflict: this version becomes another draft, and the other window keeps its own. */
    async keepMine() {
      state.setState({ draft: null, save: { kind: 'waiting' } })
      await run()
    },
    /** After a conflict: returns the version of the other window; the caller shows it. */
    takeTheirs() {
      const { save } = state.getState()
      if (save.kind !== 'conflict') return null
      const { id, revision, planId, document } = save.theirs
      sent = document
      state.setState({ draft: { id, revision }, planId, save: { kind: 'saved' } })
      void copies.drop(address)
      return document
    },
    /** `published` is that version now: from here on changes are of it. */
    rebase(planId: string, published: PlanDraft) {
      sent = published
      state.setState({ draft: null, planId, save: { kind: 'saved' } })
      void copies.drop(address)
      schedule()
    },
    /** A version that another window saved while nothing was changed here; the caller shows it. Null without one. */
    async findNews() {
      const { draft, save } = state.getState()
      if (draft === null || save.kind !== 'saved' || !isOnline()) return null
      const theirs = await api.get({ draftId: draft.id }).catch(() => null)
      if (theirs === null || theirs.revision <= draft.revision || isDirty()) return null
      sent = theirs.document
      state.setState({ draft: { id: draft.id, revision: theirs.revision }, planId: theirs.planId })
      return theirs.document
    },
    /** The page may be gone in a moment: what is not sent yet is kept in the browser. */
    keepCopy() {
      if (isDirty()) void keepCopy()
    },
  }
}

/** Nothing is sent of its own until the person did something. */
const isHeld = ({ kind }: SaveState): boolean => kind === 'conflict' || kind === 'refused'

const codeOf = (error: unknown): string | null => (error instanceof ORPCError ? error.code : null)
