import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Notice } from './notice.ts'

const keptAtMost = 100

/** Title of a notice that combines several approvals of a run. */
type SayMany = (count: number, runTitle: string) => string

/**
 * Adds notices, newest first. Unread notices with the same run and kind are merged. Returns the same list if nothing
 * changes.
 */
export function addNotices(
  list: readonly Notice[],
  added: readonly Notice[],
  sayMany: SayMany,
): readonly Notice[] {
  const known = new Set(list.map(({ id }) => id))
  const next = added
    .filter(({ id }) => !known.has(id))
    .reduce((all, notice) => addOne(all, notice, sayMany), list)
  return next === list ? list : next.slice(0, keptAtMost)
}

function addOne(list: readonly Notice[], notice: Notice, sayMany: SayMany): readonly Notice[] {
  const same = list.find((each) => !each.isRead && !notice.isRead && isOneOf(each, notice))
  if (same === undefined) return [notice, ...list]
  const approvalIds = [...new Set([...notice.approvalIds, ...same.approvalIds])]
  const isSeveral = approvalIds.length > 1
  const merged = { ...notice, approvalIds, taskKey: isSeveral ? null : notice.taskKey }
  const title = isSeveral ? sayMany(approvalIds.length, notice.runTitle) : notice.title
  return [{ ...merged, title }, ...list.filter((each) => each !== same)]
}

const isOneOf = (a: Notice, b: Notice): boolean =>
  a.kind === b.kind && a.runId !== null && a.runId === b.runId

/** Removes answered approvals from notices. A notice without open approvals is marked as read. */
export function answerNotices(list: readonly Notice[], answered: ReadonlySet<string>): readonly Notice[] {
  let isChanged = false
  const next = list.map((notice) => {
    if (!notice.approvalIds.some((id) => answered.has(id))) return notice
    isChanged = true
    const approvalIds = notice.approvalIds.filter((id) => !answered.has(id))
    return { ...notice, approvalIds, isRead: notice.isRead || approvalIds.length === 0 }
  })
  return isChanged ? next : list
}

/** Marks all notices as read, or only the one with `id`. */
export const readNotices = (list: readonly Notice[], id?: string): readonly Notice[] =>
  list.map((notice) =>
    notice.isRead || (id !== undefined && notice.id !== id) ? notice : { ...notice, isRead: true },
  )

export const countUnread = (list: readonly Notice[]): number => list.filter(({ isRead }) => !isRead).length

/** Ids of read notices, including the ids of single approvals merged into them. */
export const listRead = (list: readonly Notice[]): string[] => [
  ...new Set(
    list.flatMap(({ id, isRead, approvalIds }) =>
      isRead ? [id, ...approvalIds.map((each) => askedId(each))] : [],
    ),
  ),
]

/** The id of a notice about a question. */
export const askedId = (approvalId: string): string => `approval:${approvalId}`

/** The notices of this window, newest first. */
export const noticeStore = createStore<{ list: readonly Notice[] }>(() => ({ list: [] }))

export const useNotices = (): readonly Notice[] => useStore(noticeStore, ({ list }) => list)

export const changeNotices = (change: (list: readonly Notice[]) => readonly Notice[]): void =>
  noticeStore.setState(({ list }) => ({ list: change(list) }))
