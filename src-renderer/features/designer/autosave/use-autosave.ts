import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { DraftKeeper, KeeperState } from '../../../drafts/draft-keeper.ts'
import { keeperOf } from '../../../drafts/keepers.ts'
import { putDocument } from '../../../plan-edits/plan-settings.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { edit } from '../../../stores/plan-document.ts'
import { usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { words } from '../../../words/words.ts'

const notKept = createStore<KeeperState>(() => ({ save: { kind: 'saved' }, draft: null, planId: null }))

export interface Autosave extends KeeperState {
  readonly keeper: DraftKeeper | null
}

/** How the open plan is saved. */
export const useAutosaveState = (): KeeperState =>
  useStore(keeperOf(usePlanDocumentStore())?.state ?? notKept)

/** The same; hears of the connection, of the page's end and of what other windows did. */
export function useAutosave(): Autosave {
  const plan = usePlanDocumentStore()
  const { connection } = useRpc()
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

  return { ...state, keeper }
}
