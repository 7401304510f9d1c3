import type { AnyRouter } from '@tanstack/react-router'
import { words } from '#shared/words/words.ts'
import { isInView, type Notice, settingOf } from '../../../entities/notices/notice.ts'
import { addNotices, changeNotices, noticeStore } from '../../../entities/notices/notice-list.ts'
import { channelNow, isTold, readNoticeSettings } from '../../../entities/notices/notice-settings.ts'
import { currentHost } from '../../../host/current-host.ts'
import { showToast } from '../../../ui/toast.tsx'

const say = words.shell.notices

/** Delivers new notices: as a toast while the window has focus, otherwise as a system notification. */
export function deliver(notices: readonly Notice[], router: AnyRouter): void {
  const settings = readNoticeSettings()
  const isLookedAt = document.hasFocus()
  const { pathname } = router.state.location
  const wanted = notices
    .filter(({ kind }) => isTold(settings, settingOf[kind]))
    .map((notice) => ({ ...notice, isRead: isLookedAt && isInView(notice, pathname) }))
  const before = new Set(noticeStore.getState().list)
  changeNotices((list) => addNotices(list, wanted, say.many))
  const fresh = noticeStore.getState().list.filter((notice) => !before.has(notice) && !notice.isRead)
  for (const notice of fresh.toReversed()) {
    const open = () => openNotice(notice, router)
    const channel = channelNow(settings, settingOf[notice.kind], { isLookedAt, time: timeOfDay() })
    if (channel === 'window') {
      const isUrgent = notice.kind === 'needs_you'
      showToast({ title: notice.title, offer: { label: say.goTo, run: open }, isUrgent })
    } else if (channel === 'system') {
      currentHost().notify({
        title: notice.title,
        body: '',
        tag: `${notice.kind}:${notice.runId}`,
        onOpen: open,
      })
    }
  }
}

/** Local time as `07:05`. */
const timeOfDay = (): string => new Date().toTimeString().slice(0, 5)

/** Marks the notice as read and opens its run or task; without a run, the Money screen. */
export function openNotice({ id, runId, taskKey }: Notice, router: AnyRouter): void {
  changeNotices((list) => list.map((each) => (each.id === id ? { ...each, isRead: true } : each)))
  if (runId === null) void router.navigate({ to: '/money' })
  else {
    const search = taskKey === null ? {} : ({ task: taskKey, panel: 'overview' } as const)
    void router.navigate({ to: '/runs/$runId', params: { runId }, search })
  }
}
