import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { words } from '#shared/words/words.ts'
import type { DraftKeeper, KeeperState } from '../../../entities/drafts/autosave.ts'
import { keeperOf } from '../../../entities/drafts/autosave-registry.ts'
import { isDraftAddress } from '../../../entities/drafts/open-draft.ts'
import { newAddress } from '../../../entities/drafts/use-new-plan.ts'
import { putDocument } from '../../../entities/plans/edits/plan-settings.ts'
import type { Client } from '../../../rpc/client.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { follow } from '../../../rpc/follow.ts'
import { edit, type PlanDocumentStore } from '../../../stores/plan-document.ts'
import { usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { dropSession, keepSession } from '../../../stores/plan-session.ts'
import { usePlanSession } from '../../../stores/plan-session-context.tsx'
import { showToast } from '../../../ui/toast.tsx'
import type { DesignerSearch } from '../designer-search.ts'
import { addressOf } from '../open-plan.ts'

const notKept = createStore<KeeperState>(() => ({ save: { kind: 'saved' }, draft: null, planId: null }))

interface Autosave extends KeeperState {
  readonly keeper: DraftKeeper | null
}

/** Save state of the open plan. */
const useAutosaveState = (): KeeperState => useStore(keeperOf(usePlanDocumentStore())?.state ?? notKept)

/** Save state and keeper of the open plan. Also reacts to the connection, page close, and changes by other windows. */
export function useAutosave(): Autosave {
  const plan = usePlanDocumentStore()
  const { connection, client } = useRpc()
  const keeper = keeperOf(plan)
  const state = useStore(keeper?.state ?? notKept)

  useEffect(() => {
    if (keeper === null) return
    const listening = new AbortController()
    const { signal } = listening
    const look = async () => {
      const news = await keeper.findNews()
      if (news === null) return
      edit(plan, putDocument(news, words.drafts.changedElsewhere))
      showToast({ title: words.drafts.newsTitle, description: words.drafts.newsAbout })
    }
    window.addEventListener('pagehide', keeper.keepCopy, { signal })
    window.addEventListener('focus', () => void look(), { signal })
    const stop = connection.state.subscribe(keeper.onConnection)
    void look()
    return () => {
      listening.abort()
      stop()
    }
  }, [keeper, connection, plan])

  useLiveDraft({ keeper, plan, client, draftId: state.draft?.id })

  return { ...state, keeper }
}

interface LiveDraft {
  readonly keeper: DraftKeeper | null
  readonly plan: PlanDocumentStore
  readonly client: Client
  readonly draftId: string | undefined
}

/**
 * Applies saves of other windows while this window has no unsaved edits. Otherwise the next save reports the conflict.
 */
function useLiveDraft({ keeper, plan, client, draftId }: LiveDraft): void {
  useEffect(() => {
    if (keeper === null || draftId === undefined) return
    const listening = new AbortController()
    let newest = 0
    const catchUp = async () => {
      const { draft, save } = keeper.state.getState()
      if (draft === null || save.kind !== 'saved' || newest <= draft.revision) return
      const news = await keeper.findNews()
      if (news !== null) edit(plan, putDocument(news, words.drafts.changedElsewhere))
    }
    void follow({
      after: 0,
      signal: listening.signal,
      open: (after, signal) => client.drafts.watch({ draftId, after }, { signal }),
      seqOf: ({ revision }) => revision,
      onItems: (items) => {
        newest = Math.max(newest, ...items.map(({ revision }) => revision))
        void catchUp()
      },
      // The draft was deleted. The next save creates a new draft.
      onRefused: () => {},
    })
    const stop = keeper.state.subscribe(() => void catchUp())
    return () => {
      listening.abort()
      stop()
    }
  }, [keeper, plan, client, draftId])
}

interface Place {
  readonly address: string
  readonly search: DesignerSearch
}

/** After the first save, moves to the address of the new draft, so that a reload finds it. */
export function useDraftAddress({ address, search }: Place): void {
  const session = usePlanSession()
  const { draft } = useAutosaveState()
  const navigate = useNavigate({ from: '/plans/$planId' })
  const { goal = null } = search
  const id = draft?.id
  useEffect(() => {
    if (id === undefined || id === address) return
    if (address !== newAddress && !isDraftAddress(address)) return
    keepSession(id, session)
    dropSession(addressOf(address, goal))
    void navigate({
      to: '/plans/$planId',
      params: { planId: id },
      search: ({ goal: _, ...rest }) => rest,
      replace: true,
    })
  }, [id, address, goal, session, navigate])
}
