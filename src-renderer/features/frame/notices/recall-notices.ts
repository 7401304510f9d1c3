import { z } from 'zod'
import { askedNotice, endedNotice, type Names } from '../../../notices/make-notices.ts'
import { settingOf } from '../../../notices/notice.ts'
import { addNotices } from '../../../notices/notice-list.ts'
import { isTold, readNoticeSettings } from '../../../notices/notice-settings.ts'
import { changeNotices } from '../../../notices/notice-store.ts'
import type { Client } from '../../../rpc/client.ts'
import { readPreference } from '../../../stores/preference.ts'
import { setPreference } from '../../../stores/preference-store.ts'
import { words } from '../../../words/words.ts'

const readUpToName = 'notices.readUpTo'
const dayMs = 86_400_000
/** More questions than that are better looked at in the inbox. */
const askedAtMost = 50
/** As many as the engine tells at once, and twice what the list of notices keeps. */
const endedAtMost = 200

export const noteRead = (at: number): void => setPreference(readUpToName, at)

/** What a window that opens would have told, had it been open: questions that wait, and runs that ended of late. */
export async function recallNotices(client: Client, names: Names): Promise<void> {
  const now = Date.now()
  const [approvals, runs] = await Promise.all([
    client.runs.listApprovals(),
    client.runs.find({
      filter: { group: ['done', 'failed', 'cancelled'], from: now - dayMs },
      limit: endedAtMost,
    }),
  ])
  const readUpTo = readPreference(readUpToName, z.number()) ?? now - dayMs
  const asked = await Promise.all(approvals.slice(-askedAtMost).map((each) => askedNotice(each, names)))
  const ended = runs.flatMap((run) => {
    const notice = endedNotice(run)
    return notice !== null && notice.at > now - dayMs ? [notice] : []
  })
  const settings = readNoticeSettings()
  const recalled = [...asked, ...ended]
    .filter(({ kind }) => isTold(settings, settingOf[kind]))
    .sort((a, b) => a.at - b.at)
    .map((notice) => ({ ...notice, isRead: notice.at <= readUpTo }))
  changeNotices((list) => addNotices(list, recalled, words.shell.notices.many))
}
