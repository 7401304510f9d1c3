import { z } from 'zod'
import { readPreference, usePreference } from '../../stores/preference.ts'

/** Topics of notifications while the window is in the background. */
export const noticeTopics = ['needs_you', 'run_done', 'run_failed', 'money'] as const
export type NoticeTopic = (typeof noticeTopics)[number]

const channelsSchema = z.object({ window: z.boolean(), system: z.boolean() })
const timeSchema = z.string().regex(/^\d\d:\d\d$/)

export const noticeSettingsSchema = z.object({
  kinds: z.partialRecord(z.enum(noticeTopics), channelsSchema).default({}),
  /** The system is not asked to show anything between these times of day; null: always. */
  quiet: z.object({ from: timeSchema, to: timeSchema }).nullable().default(null),
})
export type NoticeSettings = z.infer<typeof noticeSettingsSchema>
export type Channels = z.infer<typeof channelsSchema>

const asShipped: NoticeSettings = { kinds: {}, quiet: null }
const everywhere: Channels = { window: true, system: true }

const name = 'notifications'
export const useNoticeSettings = () => usePreference(name, noticeSettingsSchema, asShipped)

/** The same where nothing is drawn. */
export const readNoticeSettings = (): NoticeSettings =>
  readPreference(name, noticeSettingsSchema) ?? asShipped

export const channelsOf = ({ kinds }: NoticeSettings, kind: NoticeTopic): Channels =>
  kinds[kind] ?? everywhere

/** Whether it is told at all: what is switched off everywhere is not listed either. */
export function isTold(settings: NoticeSettings, kind: NoticeTopic): boolean {
  const channels = channelsOf(settings, kind)
  return channels.window || channels.system
}

interface Looking {
  readonly isLookedAt: boolean
  /** `07:05` */
  readonly time: string
}

/** Where a new one is told now: in the window that is looked at, else by the system; null: nowhere. */
export function channelNow(
  settings: NoticeSettings,
  kind: NoticeTopic,
  { isLookedAt, time }: Looking,
): keyof Channels | null {
  const channels = channelsOf(settings, kind)
  if (isLookedAt) return channels.window ? 'window' : null
  return channels.system && !isQuiet(settings, time) ? 'system' : null
}

/** Whether a time of day lies in the quiet hours, which may go over midnight. */
export function isQuiet({ quiet }: NoticeSettings, time: string): boolean {
  if (quiet === null || quiet.from === quiet.to) return false
  const { from, to } = quiet
  return from < to ? time >= from && time < to : time >= from || time < to
}
