import { useEffect, useRef } from 'react'
import { words } from '#shared/words/words.ts'
import { pasteTasks, pick } from '../../../entities/plans/edits/paste.ts'
import { currentHost } from '../../../host/current-host.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { usePlanDocumentStore } from '../../../stores/plan-document-context.tsx'
import { showToast } from '../../../ui/toast.tsx'
import type { Actions } from '../actions.ts'
import { isList, readPasted, tasksOfList, textOfTasks } from './pasted-text.ts'

/**
 * Copy, cut and paste through the system clipboard, as plan file text. The text can be pasted into another plan,
 * another window, a chat, and back. In fields and over selected text, the browser's own behaviour applies.
 */
export function useClipboard(actions: Actions) {
  const { client } = useRpc()
  const plan = usePlanDocumentStore()
  const text = (): string | null => {
    const { document, selection } = plan.getState()
    const tasks = pick(document, selection.keys)
    return tasks.length === 0 ? null : textOfTasks(document, tasks)
  }
  const take = async (pasted: string) => {
    const place = { beside: plan.getState().selection.lead, parent: null }
    if (isList(pasted)) {
      const tasks = tasksOfList(pasted)
      if (tasks.length > 0) actions.act(pasteTasks(tasks, place))
      return
    }
    try {
      actions.act(pasteTasks(await readPasted(client, pasted), place))
    } catch (error) {
      showToast({ title: words.designer.notPasted, description: failureOf(error).message, isFailure: true })
    }
  }
  const latest = useRef({ text, take })
  latest.current = { text, take }
  useEffect(() => {
    const listening = new AbortController()
    const on = (type: 'copy' | 'cut' | 'paste', act: (event: ClipboardEvent) => void) =>
      document.addEventListener(type, (event) => isOurs(event) && act(event), { signal: listening.signal })
    const give = (event: ClipboardEvent): boolean => {
      const given = latest.current.text()
      if (given === null) return false
      event.clipboardData?.setData('text/plain', given)
      event.preventDefault()
      return true
    }
    on('copy', give)
    on('cut', (event) => {
      if (give(event)) actions.removeSelected()
    })
    on('paste', (event) => {
      event.preventDefault()
      void latest.current.take(event.clipboardData?.getData('text/plain') ?? '')
    })
    return () => listening.abort()
  }, [actions])
  const copy = async (): Promise<boolean> => {
    const given = text()
    if (given === null) return false
    await currentHost().copyText(given)
    return true
  }
  return {
    copy: () => void copy(),
    cut: () => void copy().then((isCopied) => isCopied && actions.removeSelected()),
    paste: () => void currentHost().readText().then(take),
  }
}

function isOurs(event: ClipboardEvent): boolean {
  const { type } = event
  // The text editor is in a shadow root, so `event.target` is only the host element.
  const [target] = event.composedPath()
  if (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  )
    return false
  return type === 'paste' || window.getSelection()?.isCollapsed !== false
}
