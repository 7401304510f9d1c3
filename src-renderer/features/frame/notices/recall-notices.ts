import { z } from 'zod'
import { askedNotice, endedNotice, type Names } from '../../../entities/notices/make-notices.ts'
import { settingOf } from '../../../entities/notices/notice.ts'
import { addNotices, changeNotices, listRead, noticeStore } from '../../../entities/notices/notice-list.ts'
import { isTold, readNoticeSettings } from '../../../entities/notices/notice-settings.ts'
import { nameOfRun } from '../../../entities/notices/notice-words.ts'
import type { Client } from '../../../rpc/client.ts'
import { readPreference } from '../../../stores/preference.ts'
import { preferencesKnown, setPreference } from '../../../stores/preference-store.ts'
import { words } from '../../../words/words.ts'

const readName = 'notices.read'
const readSchema = z.array(z.string())
const dayMs = 86_400_000
/** More questions than that are better looked at in the inbox. */
const askedAtMost = 50
/** As many as the engine tells at once, and twice what the list of notices keeps. */
const endedAtMost = 200

/** Keeps what was read, so that a window that opens again does not call it new; returns what ends that. */
export const keepRead = (): (() => void) =>
  noticeStore.subscribe(({ list }) => {
    const read = listRead(list)
    if (read.join() !== knownRead().join()) setPreference(readName, read)
  })

const knownRead = (): readonly string[] => readPreference(readName, readSchema) ?? []

/** What a window that opens would have told, had it been open: questions that wait, and runs that ended of late. */
export async function recallNotices(client: Client, names: Names): Promise<void> {
  const now = Date.now()
  const [approvals, runs] = await Promise.all([
    client.runs.listApprovals(),
    client.runs.find({
      filter: { group: ['done', 'gaps', 'failed', 'rejected', 'cancelled'], from: now - dayMs },
      limit: endedAtMost,
    }),
  ])
  await preferencesKnown()
  const read = new Set(knownRead())
  const asked = await Promise.all(approvals.slice(-askedAtMost).map((each) => askedNotice(each, names)))
  const ended = runs.flatMap((run) => {
    const notice = endedNotice({ ...run, title: nameOfRun(run) })
    return notice !== null && notice.at > now - dayMs ? [notice] : []
  })
  const settings = readNoticeSettings()
  const recalled = [...asked, ...ended]
    .filter(({ kind }) => isTold(settings, settingOf[kind]))
    .sort((a, b) => a.at - b.at)
    .map((notice) => ({ ...notice, isRead: read.has(notice.id) }))
  changeNotices((list) => addNotices(list, recalled, words.shell.notices.many))
}
