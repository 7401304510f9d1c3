import { z } from 'zod'
import { readPreference, usePreference } from '../../stores/preference.ts'

/** Topics with their own notification settings. */
export const noticeTopics = ['needs_you', 'run_done', 'run_failed', 'money'] as const
export type NoticeTopic = (typeof noticeTopics)[number]

const channelsSchema = z.object({ window: z.boolean(), system: z.boolean() })
const timeSchema = z.string().regex(/^\d\d:\d\d$/)

export const noticeSettingsSchema = z.object({
  kinds: z.partialRecord(z.enum(noticeTopics), channelsSchema).default({}),
  /** Time range without system notifications; null for none. */
  quiet: z.object({ from: timeSchema, to: timeSchema }).nullable().default(null),
})
export type NoticeSettings = z.infer<typeof noticeSettingsSchema>
export type Channels = z.infer<typeof channelsSchema>

const asShipped: NoticeSettings = { kinds: {}, quiet: null }
const everywhere: Channels = { window: true, system: true }

const name = 'notifications'
export const useNoticeSettings = () => usePreference(name, noticeSettingsSchema, asShipped)

/** Same as `useNoticeSettings`, for use outside of components. */
export const readNoticeSettings = (): NoticeSettings =>
  readPreference(name, noticeSettingsSchema) ?? asShipped

export const channelsOf = ({ kinds }: NoticeSettings, kind: NoticeTopic): Channels =>
  kinds[kind] ?? everywhere

/** Whether any channel is on. A topic that is off in all channels is not listed either. */
export function isTold(settings: NoticeSettings, kind: NoticeTopic): boolean {
  const channels = channelsOf(settings, kind)
  return channels.window || channels.system
}

interface Looking {
  readonly isLookedAt: boolean
  /** Local time such as `07:05`. */
  readonly time: string
}

/** Channel for a new notice: the window if it has focus, otherwise the system; null for no channel. */
export function channelNow(
  settings: NoticeSettings,
  kind: NoticeTopic,
  { isLookedAt, time }: Looking,
): keyof Channels | null {
  const channels = channelsOf(settings, kind)
  if (isLookedAt) return channels.window ? 'window' : null
  return channels.system && !isQuiet(settings, time) ? 'system' : null
}

/** Whether a time is within the quiet hours, which may cross midnight. */
export function isQuiet({ quiet }: NoticeSettings, time: string): boolean {
  if (quiet === null || quiet.from === quiet.to) return false
  const { from, to } = quiet
  return from < to ? time >= from && time < to : time >= from || time < to
}
